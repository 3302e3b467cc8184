using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>An optimizer at work on some weights: its variables, and the update that one step makes of all.</summary>
/// <remarks>Most optimizers are one <see cref="OptimizerPart"/>. A <see cref="MultiOptimizer"/> is several, behind a counter
/// of its own; a <see cref="LossScaleOptimizer"/> is a <see cref="LossScale"/> around either.</remarks>
internal sealed class OptimizerState
{
    private readonly Optimizer _optimizer;
    private readonly LossScale? _lossScale;
    private readonly OptimizerPart[] _parts;

    // What Keras keeps for optimizers that consist of others: a counter, and a learning rate of 0.
    private readonly Variable? _count;
    private readonly List<Variable> _own = [];

    public OptimizerState(
        Optimizer optimizer,
        IReadOnlyList<Variable> weights,
        IReadOnlyDictionary<Variable, Constraint>? constraints = null)
    {
        OptimizerWrapping.Check(optimizer);
        (_optimizer, Weights) = (optimizer, weights);
        var inner = optimizer;
        if (optimizer is LossScaleOptimizer scaling)
        {
            inner = scaling.InnerOptimizer;
            _lossScale = new LossScale(scaling);
            _own.AddRange([.. OwnCounters(scaling), .. _lossScale.Variables]);
        }

        constraints ??= new Dictionary<Variable, Constraint>();
        if (inner is MultiOptimizer multi)
        {
            Variable[] own = [.. OwnCounters(multi)];
            _count = own[0];
            _own.AddRange(own);
            _parts = [.. OptimizerWrapping.Shares(multi, weights)
                .Select(share => new OptimizerPart(share.Optimizer, share.Weights, constraints))];
        }
        else
        {
            _parts = [new OptimizerPart(inner, weights, constraints)];
        }

        Variables = [.. _own, .. _parts.SelectMany(part => part.Variables)];
    }

    /// <summary>The rule.</summary>
    public Optimizer Optimizer => _optimizer;

    /// <summary>The weights that it updates.</summary>
    public IReadOnlyList<Variable> Weights { get; }

    /// <summary>Batches seen; int32 scalar.</summary>
    public Variable Iterations => _count ?? _parts[0].Iterations;

    /// <summary>The learning rate in force: the variable, or the schedule's at the present step.</summary>
    /// <exception cref="InvalidOperationException">It is set while it follows a schedule, or the optimizer consists of
    /// several.</exception>
    public double CurrentLearningRate
    {
        get => Only().Rate;
        set => Only().Rate = value;
    }

    /// <summary>All that must be saved to go on later, in the order in which Keras stores it.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>For each weight its running average, or itself where none is kept; null where there are no averages at
    /// all.</summary>
    public IReadOnlyList<Variable>? Averages
    {
        get
        {
            var averages = _parts.Where(part => part.Averages is not null)
                .SelectMany(part => part.Weights.Zip(part.Averages!))
                .ToDictionary(pair => pair.First, pair => pair.Second);
            return averages.Count == 0 ? null : [.. Weights.Select(weight => averages.GetValueOrDefault(weight, weight))];
        }
    }

    /// <summary>The optimizer with the learning rates in force, as it is saved.</summary>
    public Optimizer Current
    {
        get
        {
            var inner = _count is null ? _parts[0].Optimizer : Inner;
            return _lossScale is null ? inner : ((LossScaleOptimizer)_optimizer) with { InnerOptimizer = inner };
        }
    }

    /// <summary>The variables that are there before any weight is known: counters and learning rates.</summary>
    public IReadOnlyList<Variable> Head =>
        [.. _own.Except(_lossScale?.Variables ?? []), .. _parts.SelectMany(part => part.Head)];

    /// <summary>New variables as <see cref="Head"/>, of an optimizer that knows no weights yet.</summary>
    public static IReadOnlyList<Variable> HeadOf(Optimizer optimizer) => new OptimizerState(optimizer, []).Head;

    /// <summary>What is to be differentiated instead of the loss: the loss times the factor, if there is one.</summary>
    public Tensor ScaleLoss(Tensor loss) =>
        _lossScale?.Scale(loss) ?? (_optimizer.LossScaleFactor is { } factor ? loss * factor : loss);

    /// <summary>One step: unscale, accumulate, clip, decay, the optimizer's rule, running averages, constraints, and the
    /// counter.</summary>
    /// <param name="gradients">The gradient of each weight, in the order of the weights; of the scaled loss.</param>
    public IReadOnlyList<Update> Apply(IReadOnlyList<Tensor> gradients)
    {
        var updates = ApplyParts(Unscale(gradients));
        return _lossScale?.Guarded(gradients, updates) ?? updates;
    }

    /// <summary>Running averages take the places of their weights; without averages nothing happens.</summary>
    public void OverwriteWithAverages()
    {
        foreach (var (weight, average) in Weights.Zip(Averages ?? []))
        {
            weight.Set(average.Read().Data());
        }
    }

    /// <summary>Slots that begin as copies of the weights become copies again: for weights that were loaded
    /// later.</summary>
    public void CopyWeights() => Array.ForEach(_parts, part => part.CopyWeights());

    private IReadOnlyList<Tensor> Unscale(IReadOnlyList<Tensor> gradients)
    {
        using var scope = Tracer.Enter($"{_optimizer.Name} ({_optimizer.GetType().Name})");
        return _lossScale?.Unscale(gradients)
            ?? (_optimizer.LossScaleFactor is { } factor ? [.. gradients.Select(g => g * (1 / factor))] : gradients);
    }

    private Optimizer Inner => (_optimizer as LossScaleOptimizer)?.InnerOptimizer ?? _optimizer;

    private static IEnumerable<Variable> OwnCounters(Optimizer optimizer) =>
    [
        OptimizerPart.Scalar(optimizer, "iteration", DType.Int32),
        OptimizerPart.Scalar(optimizer, "learning_rate", DType.Float32),
    ];

    private List<Update> ApplyParts(IReadOnlyList<Tensor> gradients)
    {
        if (_count is null)
        {
            return _parts[0].Apply(gradients);
        }

        var byWeight = Weights.Zip(gradients).ToDictionary(pair => pair.First, pair => pair.Second);
        return
        [
            .. _parts.Where(part => part.Weights.Count > 0)
                .SelectMany(part => part.Apply([.. part.Weights.Select(weight => byWeight[weight])])),
            new Update(_count, _count.Value + 1),
        ];
    }

    private OptimizerPart Only() => _count is null ? _parts[0] : throw new InvalidOperationException(
        $"{Inner.Name} (MultiOptimizer) has a learning rate for each of its {_parts.Length} optimizers, and none for"
        + " all.\n  hint: give those whose rate is to change a LearningRateSchedule.");
}
