using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The weights into each unit have length 1: <c>w/(‖w‖ + ε)</c>, with ε = 1e-7.</summary>
public sealed record UnitNorm : Constraint
{
    /// <summary>The axis or axes of the norm, as in <see cref="MaxNorm"/>.</summary>
    public Axes Axis { get; init; } = 0;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor w) => Normalized(w, Axis);
}
