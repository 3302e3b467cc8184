using System.Text.RegularExpressions;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>One optimizer at work on the weights that are its: its variables, and the update that one step makes of
/// all.</summary>
internal sealed class OptimizerPart
{
    private readonly Optimizer _optimizer;
    private readonly IReadOnlyList<Variable> _weights;
    private readonly IReadOnlyDictionary<Variable, Constraint> _constraints;
    private readonly Variable? _rate;
    private readonly Accumulation? _accumulation;
    private readonly RunningAverage? _average;
    private readonly Slots _shared;
    private readonly Slots[] _slots;

    public OptimizerPart(
        Optimizer optimizer, IReadOnlyList<Variable> weights, IReadOnlyDictionary<Variable, Constraint> constraints)
    {
        var name = optimizer.Name;
        (_optimizer, _weights, _constraints) = (optimizer, weights, constraints);
        Iterations = Scalar(optimizer, "iteration", DType.Int32);
        if (optimizer.Schedule is null)
        {
            _rate = Scalar(optimizer, "learning_rate", DType.Float32);
            _rate.Floats[0] = (float)optimizer.LearningRate;
        }

        _average = optimizer.UseEma ? new(optimizer, Beside("average")) : null;
        _accumulation = optimizer.GradientAccumulationSteps is { } batches
            ? new(batches, Beside("gradient_accumulator"))
            : null;
        _shared = Slots.ForOptimizer(name);
        _slots = [.. weights.Select(weight => Slots.ForWeight(name, weight, _shared))];

        // A step on nothing makes all slots, so that they can be loaded before the first batch.
        Apply([.. weights.Select(weight => Tensor.Zeros(weight.Shape, weight.DType))]);
        Variables = [.. Head, .. Averages ?? [], .. _accumulation?.Sums ?? [], .. InStoredOrder()];
    }

    /// <summary>A scalar variable of an optimizer.</summary>
    public static Variable Scalar(Optimizer optimizer, string name, DType dtype) =>
        new(name, $"{optimizer.Name}/{name}", Shape.Scalar, dtype, trainable: false);

    /// <summary>The weights that it updates.</summary>
    public IReadOnlyList<Variable> Weights => _weights;

    /// <summary>Batches seen; int32 scalar.</summary>
    public Variable Iterations { get; }

    /// <summary>The optimizer with the learning rate in force.</summary>
    public Optimizer Optimizer => _rate is null ? _optimizer : _optimizer with { LearningRate = _rate.Floats[0] };

    /// <summary>The learning rate in force.</summary>
    public double Rate
    {
        get => _rate?.Floats[0]
            ?? _optimizer.Schedule!.At((long)(Iterations.Ints[0] / (_optimizer.GradientAccumulationSteps ?? 1)));
        set => (_rate ?? throw Scheduled()).Floats[0] = (float)Guard.NonNegative(value, nameof(Optimizer.LearningRate));
    }

    /// <summary>The running averages of the weights, in their order; null where none are kept.</summary>
    public IReadOnlyList<Variable>? Averages => _average?.Averages;

    /// <summary>All that must be saved to go on later, in the order in which Keras stores it.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Slots that begin as copies of the weights become copies again.</summary>
    public void CopyWeights() => Array.ForEach(_slots, slots => slots.CopyWeight());

    /// <summary>One step: accumulate, clip, decay, the optimizer's rule, running averages, constraints, and the counter.</summary>
    /// <param name="gradients">The gradient of each weight, in the order of the weights.</param>
    public List<Update> Apply(IReadOnlyList<Tensor> gradients)
    {
        using var scope = Tracer.Enter($"{_optimizer.Name} ({_optimizer.GetType().Name})");
        var batches = Iterations.Value.Cast(DType.Float32);
        var step = _accumulation?.UpdatesIn(batches) ?? batches;
        var due = _accumulation?.IsDue(batches);
        var t = step + 1;
        var rate = _rate?.Value ?? _optimizer.Schedule!.Rate(step);
        var updates = new List<Update>();
        var ready = due is null ? gradients : _accumulation!.Take(gradients, due, updates);
        var clipped = Clipping.Apply(_optimizer, ready);
        for (var i = 0; i < _weights.Count; i++)
        {
            var next = Where(due, new Update(_weights[i], StepOf(i, clipped[i], rate, t))).Value;
            next = _average?.Follow(i, next, step, updates) ?? next;
            next = _constraints.TryGetValue(_weights[i], out var constraint) ? constraint.Apply(next) : next;
            updates.Add(new Update(_weights[i], next));
            updates.AddRange(_slots[i].EndStep().Select(update => Where(due, update)));
        }

        updates.AddRange(_shared.EndStep().Select(update => Where(due, update)));
        updates.Add(new Update(Iterations, Iterations.Value + 1));
        return updates;
    }

    /// <summary>An update that is made only where a condition holds.</summary>
    public static Update Where(Tensor? condition, Update update) => condition is null
        ? update
        : update with { Value = Tensor.Where(condition, update.Value, update.Variable.Value) };

    /// <summary>The counter, and the learning rate unless it follows a schedule: what is there before any weight.</summary>
    public IReadOnlyList<Variable> Head => _rate is null ? [Iterations] : [Iterations, _rate];

    private Tensor StepOf(int i, Tensor gradient, Tensor rate, Tensor t)
    {
        var weight = _weights[i];
        var w = weight.Value;
        (rate, t) = (rate.Cast(weight.DType), t.Cast(weight.DType));
        if (_optimizer.DecayOf(weight) is { } decay && !_optimizer.ExcludeFromWeightDecay.Any(
            pattern => Regex.IsMatch(weight.Name, pattern, RegexOptions.CultureInvariant)))
        {
            w *= 1 - decay * rate;
        }

        var next = _optimizer.Step(w, gradient, _slots[i], rate, t);
        return next.Shape == weight.Shape
            ? next
            : throw Mismatch.Shapes(
                $"A step must give '{weight.Path}' back in its shape.", ("weight", weight.Shape), ("step", next.Shape));
    }

    // A variable of each weight's shape, which is 0 at first.
    private IEnumerable<Variable> Beside(string name) => _weights.Select(weight =>
    {
        var full = $"{weight.Path.Replace('/', '_')}_{name}";
        return new Variable(full, $"{_optimizer.Name}/{full}", weight.Shape, weight.DType, trainable: false);
    });

    private IEnumerable<Variable> InStoredOrder()
    {
        var blocks = _optimizer.SlotBlocks;
        var own = _slots.SelectMany(slots => slots.All).ToArray();
        return own.Where(slot => !blocks.Contains(slot.Name))
            .Concat(blocks.SelectMany(block => own.Where(slot => slot.Name == block)))
            .Concat(_shared.All)
            .Select(slot => slot.Variable);
    }

    private InvalidOperationException Scheduled() => new(
        $"The learning rate of {_optimizer.Name} follows the schedule {_optimizer.Schedule!.GetType().Name}, so it cannot be"
        + $" set.\n  hint: compile with a number, as in new {_optimizer.GetType().Name}(1e-3), to change it while training.");
}
