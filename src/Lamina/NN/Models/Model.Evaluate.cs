namespace Lamina.NN;

public partial class Model
{
    /// <summary>Measures loss and metrics on samples in memory.</summary>
    /// <param name="x">The inputs, in the forms that <c>Fit</c> takes.</param>
    /// <param name="y">The targets.</param>
    /// <param name="batchSize">Samples a step.</param>
    /// <param name="sampleWeight">How much each sample counts: [samples], for all outputs or one for each.</param>
    /// <param name="steps">Steps to make; all samples by default.</param>
    /// <param name="callbacks">Code to call at the evaluation's turns.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">The data does not fit the model; the message says where.</exception>
    public Logs Evaluate(
        TensorSet x, TensorSet y, int batchSize = 32, TensorSet? sampleWeight = null, int? steps = null, IReadOnlyList<Callback>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var trainer = Compiled(nameof(Evaluate));
        DataChecks.BatchSize(batchSize, nameof(batchSize));
        var (inputs, targets) = Ordered(x, y);
        Tensor[] weights = sampleWeight?.InOrder(OutputNames, "sampleWeight", "output") ?? [];
        var data = new ArrayBatches(BatchData.Check(this, trainer.Outputs, inputs, targets, weights, ""), batchSize, shuffle: false);
        return FitLoop.Evaluate(trainer, data, steps, Ready(callbacks));
    }

    /// <summary>Measures loss and metrics on data that comes in batches.</summary>
    /// <param name="data">The data.</param>
    /// <param name="steps">Batches to take; all by default.</param>
    /// <param name="callbacks">Code to call at the evaluation's turns.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Logs Evaluate(IDataset data, int? steps = null, IReadOnlyList<Callback>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var trainer = Compiled(nameof(Evaluate));
        BuildFor(data);
        return FitLoop.Evaluate(trainer, new StreamBatches(data, this, trainer.Outputs, null, ""), steps, Ready(callbacks));
    }

    private IReadOnlyList<Callback> Ready(IReadOnlyList<Callback>? callbacks)
    {
        foreach (var callback in callbacks ?? [])
        {
            callback.Model = this;
        }

        return callbacks ?? [];
    }
}
