using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>One step of training or evaluation while it is written down: what the batch holds, and what the step does.</summary>
/// <remarks>A step is traced once and compiled; it consists of formulas over the batch and the weights, not of values.</remarks>
public sealed class StepContext
{
    private readonly Model _model;
    private readonly Trainer _trainer;
    private readonly StepParameters _parameters;
    private readonly List<Update> _updates = [];
    private readonly List<(Variable Weight, Tensor Gradient)> _gradients = [];
    private Tensor? _loss;

    internal StepContext(Model model, Trainer trainer, StepParameters parameters, CallContext context)
    {
        (_model, _trainer, _parameters, Context) = (model, trainer, parameters, context);
    }

    /// <summary>The inputs of the batch: [batch, ..] each; in place of strings, what the layers that read them gave.</summary>
    public IReadOnlyList<Tensor> Inputs => _parameters.Inputs;

    /// <summary>The targets of the batch: [batch, ..] each.</summary>
    public IReadOnlyList<Tensor> Targets => _parameters.Targets;

    /// <summary>Whether this step trains.</summary>
    public bool IsTraining => Context.IsTraining;

    /// <summary>The number of samples in the batch.</summary>
    public int BatchSize => Inputs[0].Shape[0];

    /// <summary>What layers are called with.</summary>
    public CallContext Context { get; }

    /// <summary>The gradients that weights are moved along; of a loss that is scaled, scaled too.</summary>
    internal IReadOnlyList<(Variable Weight, Tensor Gradient)> Gradients => _gradients;

    /// <summary>The step as a graph: the loss, and all that changes.</summary>
    internal Graph Graph => new(
        [Loss], [.. _updates, .. Context.Updates.Where(update => !IsMoved(update.Variable)), .. IsTraining ? [new Update(_trainer.Step, _trainer.Step.Value + 1)] : (Update[])[]], IsTraining ? [Loss] : []);

    private Tensor Loss => _loss ?? throw new InvalidOperationException(
        $"The step of '{_model.Name}' has no loss: call ComputeLoss, or Track(\"loss\", ..).");

    /// <summary>How much each sample counts for an output; all alike when null.</summary>
    public Tensor? SampleWeight(int output = 0) => _parameters.Weights switch
    {
        [] => null,
        [var all] => all,
        var each => each[output],
    };

    /// <summary>What the model gives for some inputs; those of the batch by default.</summary>
    public IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor>? inputs = null) => _model.CallPlan(inputs ?? Inputs, Context);

    /// <summary>The compiled loss of some outputs, with what layers and regularizers add; tracked as <c>loss</c>, and the
    /// losses of several outputs under their names.</summary>
    public Tensor ComputeLoss(IReadOnlyList<Tensor> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var parts = new List<Tensor>();
        foreach (var (i, output) in _trainer.Outputs.Index())
        {
            if (output.Loss is { } loss)
            {
                using var scope = Tracer.Enter($"{loss.Name} ({loss.GetType().Name})");
                var value = loss.Call(Targets[i], outputs[i], SampleWeight(i), Context.MaskOf(outputs[i]));
                parts.Add(output.LossWeight == 1 ? value : value * output.LossWeight);
                if (_trainer.Outputs.Count > 1)
                {
                    Track($"{output.Name}_loss", value);
                }
            }
        }

        parts.AddRange(Context.Losses);
        parts.AddRange(_model.Regularizers.Select(pair => pair.Regularizer.Penalty(Context.Read(pair.Weight))));
        if (parts.Count == 0)
        {
            throw new InvalidOperationException($"'{_model.Name}' has no loss: give Compile one, or add one with AddLoss.");
        }

        var total = parts.Aggregate((sum, part) => sum + part);
        Track("loss", total);
        return total;
    }

    /// <summary>Moves the trainable weights along the gradient of a loss, by the compiled optimizer.</summary>
    public void Minimize(Tensor loss)
    {
        var state = _trainer.State;
        Apply(Gradient.Of(state.ScaleLoss(loss), [.. state.Weights.Select(weight => weight.Value)]));
    }

    /// <summary>Moves the trainable weights along given gradients, by the compiled optimizer.</summary>
    /// <param name="gradients">One for each of the model's <c>TrainableWeights</c>, in their order.</param>
    public void Apply(IReadOnlyList<Tensor> gradients) => Apply(_trainer.State, gradients);

    /// <summary>Moves some weights along the gradient of a loss, by an optimizer of their own.</summary>
    /// <param name="loss">A scalar.</param>
    /// <param name="weights">The weights, such as those of one part of the model.</param>
    /// <param name="optimizer">How they move. Its state is kept for the model's training, not in files.</param>
    public void Minimize(Tensor loss, IReadOnlyList<Variable> weights, Optimizer optimizer)
    {
        var state = _trainer.StateOf(optimizer, weights);
        Apply(state, Gradient.Of(state.ScaleLoss(loss), [.. weights.Select(weight => weight.Value)]));
    }

    /// <summary>Measures the compiled metrics of some outputs.</summary>
    public void UpdateMetrics(IReadOnlyList<Tensor> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        _updates.AddRange(_trainer.MetricsFor(_parameters).Update(Targets, outputs, SampleWeight, i => Context.MaskOf(outputs[i])));
    }

    /// <summary>Shows the mean of a scalar over the epoch in the logs.</summary>
    /// <param name="name">Its name; the one called <c>loss</c> must be finite, or training stops.</param>
    /// <param name="value">The scalar, of this batch.</param>
    public void Track(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name == "loss")
        {
            _loss = value;
        }

        _updates.AddRange(_trainer.MetricsFor(_parameters).Track(name, value, BatchSize));
    }

    /// <summary>Gives a variable a new value at the end of the step.</summary>
    public void Assign(Variable variable, Tensor value) => Context.Write(variable, value);

    private void Apply(OptimizerState state, IReadOnlyList<Tensor> gradients)
    {
        if (state.Weights.FirstOrDefault(weight => _gradients.Exists(pair => pair.Weight == weight)) is { } twice)
        {
            throw new InvalidOperationException($"A step moves each weight once; '{twice.Path}' would be moved twice.");
        }

        // A weight that a layer has given a new value moves on from there.
        _gradients.AddRange(state.Weights.Zip(gradients));
        using var readings = Tracer.Reading([.. Context.Updates.Where(update => IsMoved(update.Variable)).Select(update => (update.Variable, update.Value))]);
        _updates.AddRange(state.Apply(gradients));
    }

    private bool IsMoved(Variable weight) => _gradients.Exists(pair => pair.Weight == weight);
}
