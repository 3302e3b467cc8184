using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The weights into each unit are at most so long; longer ones are shortened.</summary>
/// <remarks>
/// <para>Formula: <c>w·min(‖w‖, c)/(‖w‖ + ε)</c>, with the norm over <see cref="Axis"/> and ε = 1e-7.</para>
/// <para>Source: N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15,
/// 2014.</para>
/// </remarks>
/// <param name="MaxValue">The greatest norm c; 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="MaxValue"/> is negative.</exception>
public sealed record MaxNorm(double MaxValue = 2) : Constraint
{
    /// <summary>The greatest norm.</summary>
    public double MaxValue { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(MaxValue);

    /// <summary>The axis or axes of the norm: 0 for the kernel of a <see cref="Dense"/> layer, [0, 1, 2] for that of a
    /// convolution over images.</summary>
    public Axes Axis { get; init; } = 0;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor w)
    {
        var norm = Norm(w, Axis);
        return Scaled(w, norm, Tensor.Minimum(norm, MaxValue));
    }
}
