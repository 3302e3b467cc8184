using System.Globalization;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The weights into each unit have a length within bounds; others go there, wholly or in part.</summary>
/// <remarks>Formula: <c>w·(r·clip(‖w‖, a, b) + (1 − r)·‖w‖)/(‖w‖ + ε)</c>, with the norm over <see cref="Axis"/> and
/// ε = 1e-7.</remarks>
/// <param name="MinValue">The least norm a; 0 or more.</param>
/// <param name="MaxValue">The greatest norm b; not below the least.</param>
/// <param name="Rate">The share r of the way that a step goes, from 0 to 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
/// <exception cref="ArgumentException">The greatest norm is below the least.</exception>
public sealed record MinMaxNorm(double MinValue = 0, double MaxValue = 1, double Rate = 1) : Constraint
{
    /// <summary>The least norm.</summary>
    public double MinValue { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(MinValue);

    /// <summary>The greatest norm.</summary>
    public double MaxValue { get; init => field = NotBelow(MinValue, value); } = NotBelow(MinValue, MaxValue);

    /// <summary>The share of the way that a step goes.</summary>
    public double Rate { get; init => field = Guard.Fraction(value); } = Guard.Fraction(Rate);

    /// <summary>The axis or axes of the norm, as in <see cref="MaxNorm"/>.</summary>
    public Axes Axis { get; init; } = 0;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor w)
    {
        var norm = Norm(w, Axis);
        return Scaled(w, norm, Rate * norm.Clip(MinValue, MaxValue) + (1 - Rate) * norm);
    }

    private static double NotBelow(double least, double greatest) => greatest >= least
        ? Guard.NonNegative(greatest, nameof(MaxValue))
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"MaxValue must not be below MinValue; they are {greatest} and {least}."));
}
