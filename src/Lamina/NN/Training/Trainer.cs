using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>A compiled model: what it is trained by, and its training and evaluation steps, one plan for each batch
/// size.</summary>
internal sealed class Trainer
{
    private readonly Model _model;
    private readonly Dictionary<StepKey, PlanRun> _steps = [];
    private MetricGroup? _metrics;
    private OptimizerState? _state;

    public Trainer(Model model, Optimizer optimizer, IReadOnlyList<Loss?> losses, IReadOnlyList<double> lossWeights,
        IReadOnlyList<Metric> metrics, IReadOnlyList<Metric> weightedMetrics)
    {
        (_model, Optimizer, Losses, LossWeights) = (model, optimizer, losses, lossWeights);
        (Metrics, WeightedMetrics) = (metrics, weightedMetrics);
    }

    /// <summary>Training steps made: what makes the random numbers of each step other ones; int32 scalar.</summary>
    public Variable Step { get; } = new("step", "step", Shape.Scalar, DType.Int32, trainable: false);

    public Optimizer Optimizer { get; }

    public IReadOnlyList<Loss?> Losses { get; }

    public IReadOnlyList<double> LossWeights { get; }

    public IReadOnlyList<Metric> Metrics { get; }

    public IReadOnlyList<Metric> WeightedMetrics { get; }

    /// <summary>The optimizer's variables; made when the model is built.</summary>
    public OptimizerState State => _state ??= new OptimizerState(Optimizer, _model.TrainableWeights);

    /// <summary>Whether the optimizer's variables exist.</summary>
    public bool HasState => _state is not null;

    /// <summary>The state of loss and metrics, for targets of the given shapes.</summary>
    public MetricGroup MetricsFor(IReadOnlyList<Shape> targets) =>
        _metrics ??= new MetricGroup(_model, Losses.Count, Metrics, WeightedMetrics, targets);

    /// <summary>The state of loss and metrics; empty before the first batch is known.</summary>
    public IReadOnlyList<Variable> MetricVariables => _metrics?.Variables ?? [];

    /// <summary>A call in training, which draws the random numbers of the step that comes next.</summary>
    public CallContext TrainingContext() => new(training: true, Step.Value);

    /// <summary>The step for batches of one size of what a feed holds; compiled at its first use.</summary>
    public PlanRun StepFor(BatchFeed feed, int batchSize, bool training)
    {
        var key = new StepKey(batchSize, training, feed.Signature);
        if (!_steps.TryGetValue(key, out var step))
        {
            _steps.Add(key, step = new CompiledGraph(Trace(feed, batchSize, training)).Rent());
        }

        return step;
    }

    /// <summary>The whole step as a graph: forward, loss, metrics, and in training backward and update.</summary>
    public Graph Trace(BatchFeed feed, int batchSize, bool training)
    {
        var (inputs, targets, weights) = feed.Parameters(batchSize);
        var context = training ? TrainingContext() : new CallContext(training: false);
        using var scope = Tracer.Enter(_model.Name);
        var outputs = _model.Call(inputs, context);
        var total = TotalLoss(outputs, targets, weights, context, out var losses);
        var updates = MetricsFor([.. targets.Select(target => target.Shape)])
            .Update(total, losses, targets, outputs, weights, batchSize);
        if (!training)
        {
            return new Graph([total], updates);
        }

        var gradients = Gradient.Of(total, [.. State.Weights.Select(weight => weight.Value)]);
        return new Graph(
            [total],
            [.. updates, .. context.Updates, .. State.Apply(gradients), new Update(Step, Step.Value + 1)],
            [total]);
    }

    private Tensor TotalLoss(IReadOnlyList<Tensor> outputs, Tensor[] targets, Tensor? weights,
        CallContext context, out List<Tensor> losses)
    {
        losses = [];
        Tensor? total = null;
        for (var i = 0; i < outputs.Count; i++)
        {
            if (Losses[i] is { } loss)
            {
                using var scope = Tracer.Enter($"{loss.Name} ({loss.GetType().Name})");
                var value = loss.Call(targets[i], outputs[i], weights);
                losses.Add(value);
                Include(LossWeights[i] == 1 ? value : value * LossWeights[i]);
            }
        }

        foreach (var value in context.Losses)
        {
            Include(value);
        }

        foreach (var (weight, regularizer) in _model.Regularizers)
        {
            Include(regularizer.Penalty(weight));
        }

        return total ?? throw new InvalidOperationException("The model has no loss: give Compile one.");

        void Include(Tensor value) => total = total is null ? value : total + value;
    }

    private readonly record struct StepKey(int BatchSize, bool Training, string Signature);
}
