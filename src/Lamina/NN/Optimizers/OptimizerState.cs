using System.Text.RegularExpressions;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>An optimizer at work on some weights: its variables, and the update that one step makes of all.</summary>
internal sealed class OptimizerState
{
    private readonly Optimizer _optimizer;
    private readonly IReadOnlyList<Variable> _weights;
    private readonly Slots _shared;
    private readonly Slots[] _slots;

    public OptimizerState(Optimizer optimizer, IReadOnlyList<Variable> weights)
    {
        var name = optimizer.Name;
        _optimizer = optimizer;
        _weights = weights;
        Iterations = new Variable("iteration", $"{name}/iteration", Shape.Scalar, DType.Int32, trainable: false);
        LearningRate = new Variable(
            "learning_rate", $"{name}/learning_rate", Shape.Scalar, DType.Float32, trainable: false);
        LearningRate.Floats[0] = (float)optimizer.LearningRate;
        _shared = Slots.ForOptimizer(name);
        _slots = [.. weights.Select(weight => Slots.ForWeight(name, weight, _shared))];

        // A step on nothing makes all slots, so that they can be loaded before the first batch.
        Apply([.. weights.Select(weight => Tensor.Zeros(weight.Shape))]);
        Variables = [Iterations, LearningRate, .. InStoredOrder()];
    }

    /// <summary>The rule.</summary>
    public Optimizer Optimizer => _optimizer;

    /// <summary>The weights that it updates.</summary>
    public IReadOnlyList<Variable> Weights => _weights;

    /// <summary>Steps made; int32 scalar.</summary>
    public Variable Iterations { get; }

    /// <summary>The learning rate in force; float32 scalar.</summary>
    public Variable LearningRate { get; }

    /// <summary>All that must be saved to go on later, in the order in which Keras stores it.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The running average of each weight; null where there are none.</summary>
    public IReadOnlyList<Variable>? Averages { get; init; }

    /// <summary>One step: clip, decay, the optimizer's rule, and the counter.</summary>
    /// <param name="gradients">The gradient of each weight, in the order of the weights.</param>
    public IReadOnlyList<Update> Apply(IReadOnlyList<Tensor> gradients)
    {
        using var scope = Tracer.Enter($"{_optimizer.Name} ({_optimizer.GetType().Name})");
        var t = Iterations.Value.Cast(DType.Float32) + 1;
        var clipped = Clipping.Apply(_optimizer, gradients);
        var updates = new List<Update>();
        for (var i = 0; i < _weights.Count; i++)
        {
            updates.Add(new Update(_weights[i], StepOf(i, clipped[i], t)));
            updates.AddRange(_slots[i].EndStep());
        }

        updates.AddRange(_shared.EndStep());
        updates.Add(new Update(Iterations, Iterations.Value + 1));
        return updates;
    }

    /// <summary>What to differentiate instead of a loss, so that small gradients do not underflow.</summary>
    public Tensor ScaleLoss(Tensor loss) => _optimizer.LossScaleFactor is { } factor ? loss * factor : loss;

    private Tensor StepOf(int i, Tensor gradient, Tensor t)
    {
        var weight = _weights[i];
        var w = weight.Value;
        if (_optimizer.WeightDecay is { } decay && !_optimizer.ExcludeFromWeightDecay.Any(
            pattern => Regex.IsMatch(weight.Name, pattern, RegexOptions.CultureInvariant)))
        {
            w *= 1 - decay * LearningRate.Value;
        }

        var next = _optimizer.Step(w, gradient, _slots[i], LearningRate, t);
        return next.Shape == weight.Shape
            ? next
            : throw Mismatch.Shapes(
                $"A step must give '{weight.Path}' back in its shape.", ("weight", weight.Shape), ("step", next.Shape));
    }

    private IEnumerable<Variable> InStoredOrder()
    {
        var blocks = _optimizer.SlotBlocks;
        var own = _slots.SelectMany(slots => slots.Made).ToArray();
        return own.Where(slot => !blocks.Contains(slot.Name))
            .Concat(blocks.SelectMany(block => own.Where(slot => slot.Name == block)))
            .Concat(_shared.Made)
            .Select(slot => slot.Variable);
    }
}
