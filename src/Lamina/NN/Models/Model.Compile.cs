namespace Lamina.NN;

public partial class Model
{
    private Trainer? _trainer;

    /// <summary>The optimizer that the model was compiled with; null before.</summary>
    public Optimizer? Optimizer => _trainer?.Optimizer;

    /// <summary>The size of a step in force; setting it holds from the next step on.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled, or it is set while the optimizer follows a
    /// schedule or consists of several.</exception>
    public double LearningRate
    {
        get => Compiled(nameof(LearningRate)).State.CurrentLearningRate;
        set => Compiled(nameof(LearningRate)).State.CurrentLearningRate = value;
    }

    internal Trainer? Trainer => _trainer;

    /// <summary>Why a model that was loaded could not be compiled as its file says; null where nothing was in the
    /// way.</summary>
    internal string? WhyNotCompiled { get; set; }

    /// <summary>Says how the model is trained and judged.</summary>
    /// <param name="optimizer">How weights follow gradients; a name, such as <c>"adam"</c>, takes Keras's defaults; RMSprop
    /// when null.</param>
    /// <param name="loss">What is minimized; a name, such as <c>"mse"</c>, takes Keras's defaults. The same for each output.</param>
    /// <param name="metrics">What is measured besides, without sample weights. Of a model with several outputs, a list with
    /// an entry for each: <c>[["mae"], ["accuracy", "auc"]]</c>.</param>
    /// <param name="weightedMetrics">What is measured with sample weights; in the same form.</param>
    public void Compile(
        Optimizer? optimizer = null,
        Loss? loss = null,
        IReadOnlyList<MetricList>? metrics = null,
        IReadOnlyList<MetricList>? weightedMetrics = null) =>
        Compile(new CompileSettings(
            optimizer ?? new RMSprop(), new(all: loss), new(all: null), new(metrics ?? []), new(weightedMetrics ?? [])));

    /// <summary>Says how a model of several outputs is trained and judged, by the order of its outputs.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="losses">What is minimized, for each output; null for an output that is not trained.</param>
    /// <param name="lossWeights">How much each loss counts; 1 by default.</param>
    /// <param name="metrics">What is measured of each output, without sample weights.</param>
    /// <param name="weightedMetrics">What is measured of each output with sample weights.</param>
    /// <exception cref="ArgumentException">A list has not an entry for each output.</exception>
    public void Compile(
        Optimizer optimizer,
        IReadOnlyList<Loss?> losses,
        IReadOnlyList<double>? lossWeights = null,
        IReadOnlyList<MetricList>? metrics = null,
        IReadOnlyList<MetricList>? weightedMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        Compile(new CompileSettings(
            optimizer,
            new(list: losses),
            lossWeights is null ? new(all: null) : new(list: [.. lossWeights.Select(weight => (object)weight)]),
            new(metrics ?? []),
            new(weightedMetrics ?? [])));
    }

    /// <summary>Says how a model of several outputs is trained and judged, by the names of the layers that give them.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="losses">What is minimized; null for an output that is not trained.</param>
    /// <param name="lossWeights">How much each loss counts; 1 for outputs not named.</param>
    /// <param name="metrics">What is measured without sample weights; nothing of outputs not named.</param>
    /// <param name="weightedMetrics">What is measured with sample weights.</param>
    /// <exception cref="ArgumentException">A name is no output's, or an output has no loss.</exception>
    public void Compile(
        Optimizer optimizer,
        Dictionary<string, Loss?> losses,
        Dictionary<string, double>? lossWeights = null,
        Dictionary<string, MetricList>? metrics = null,
        Dictionary<string, MetricList>? weightedMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        Compile(new CompileSettings(
            optimizer,
            new(byName: losses),
            new(byName: lossWeights?.ToDictionary(pair => pair.Key, pair => (object?)pair.Value) ?? []),
            new(byName: metrics!),
            new(byName: weightedMetrics!)));
    }

    internal void Compile(CompileSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings.Optimizer);
        var trainer = new Trainer(this, settings);
        if (IsConnected)
        {
            _ = trainer.Outputs;
        }

        _trainer = trainer;
    }

    private Trainer Compiled(string caller) => _trainer
        ?? throw new InvalidOperationException($"{caller} needs a compiled model: call Compile with an optimizer and a loss first."
            + (WhyNotCompiled is null ? "" : $"\n  in the file: {WhyNotCompiled}"));
}
