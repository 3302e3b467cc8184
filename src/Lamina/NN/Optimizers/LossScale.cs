using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>A <see cref="LossScaleOptimizer"/> at work: the factor in force, and when it was changed.</summary>
internal sealed class LossScale
{
    private readonly LossScaleOptimizer _optimizer;
    private readonly Variable _steps;
    private readonly Variable _scale;

    public LossScale(LossScaleOptimizer optimizer)
    {
        _optimizer = optimizer;
        _steps = OptimizerPart.Scalar(optimizer, "step_counter", DType.Int32);
        _scale = OptimizerPart.Scalar(optimizer, "dynamic_scale", DType.Float32);
        _scale.Floats[0] = (float)optimizer.InitialScale;
    }

    /// <summary>What must be saved, in the order in which Keras stores it.</summary>
    public IReadOnlyList<Variable> Variables => [_steps, _scale];

    /// <summary>The loss times the factor.</summary>
    public Tensor Scale(Tensor loss) => loss * _scale.Value.Cast(loss.DType);

    /// <summary>Gradients of the scaled loss as gradients of the loss.</summary>
    public IReadOnlyList<Tensor> Unscale(IReadOnlyList<Tensor> gradients) =>
        [.. gradients.Select(g => g / _scale.Value.Cast(g.DType))];

    /// <summary>The updates of a step, which are made only if all gradients are finite, and the factor that follows.</summary>
    public List<Update> Guarded(IReadOnlyList<Tensor> gradients, IEnumerable<Update> updates)
    {
        var finite = gradients
            .Select(g => Tensor.Where(g.IsFinite(), Tensor.Scalar(0), 1).Sum())
            .Aggregate(Tensor.Scalar(0), static (sum, bad) => sum + bad)
            .EqualTo(0);
        var grows = _steps.Value.EqualTo(_optimizer.DynamicGrowthSteps - 1);
        return
        [
            .. updates.Select(update => OptimizerPart.Where(finite, update)),
            new Update(_steps, Tensor.Where(finite, Tensor.Where(grows, 0, _steps.Value + 1), 0)),
            new Update(_scale, _scale.Value * Tensor.Where(finite, Tensor.Where(grows, Tensor.Scalar(2), 1), 0.5)),
        ];
    }
}
