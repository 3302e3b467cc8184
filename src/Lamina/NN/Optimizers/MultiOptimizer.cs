using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Several optimizers, each for some of the weights.</summary>
/// <remarks>Each has a learning rate of its own, so the whole has none that could be read or set.</remarks>
public sealed record MultiOptimizer : Optimizer
{
    /// <summary>Makes one of a map.</summary>
    /// <param name="OptimizerMap">Which optimizer takes which weights.</param>
    [JsonConstructor]
    public MultiOptimizer(OptimizerMap OptimizerMap)
        : base(0) => this.OptimizerMap = OptimizerMap;

    /// <summary>Makes one of a default and of optimizers by paths of weights.</summary>
    /// <param name="defaultOptimizer">The optimizer of weights that no pattern matches.</param>
    /// <param name="optimizers">Exact paths or patterns of paths, as <c>encoder/.*</c>, and their optimizers.</param>
    public MultiOptimizer(Optimizer defaultOptimizer, params ReadOnlySpan<(string Pattern, Optimizer Optimizer)> optimizers)
        : base(0)
    {
        var map = new OptimizerMap(defaultOptimizer);
        foreach (var (pattern, optimizer) in optimizers)
        {
            map = map.With(pattern, optimizer);
        }

        OptimizerMap = map;
    }

    /// <summary>Makes one of a default and of optimizers by layers.</summary>
    /// <param name="defaultOptimizer">The optimizer of the weights of all other layers.</param>
    /// <param name="optimizers">Layers and their optimizers.</param>
    public MultiOptimizer(Optimizer defaultOptimizer, params ReadOnlySpan<(Layer Layer, Optimizer Optimizer)> optimizers)
        : base(0)
    {
        var map = new OptimizerMap(defaultOptimizer);
        foreach (var (layer, optimizer) in optimizers)
        {
            map = map.With(layer, optimizer);
        }

        OptimizerMap = map;
    }

    /// <summary>Which optimizer takes which weights.</summary>
    public OptimizerMap OptimizerMap
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The step of the weight's optimizer.</summary>
    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(slots);
        return OptimizerMap.OptimizerOf(slots.Weight!).Step(w, g, slots, rate, t);
    }
}
