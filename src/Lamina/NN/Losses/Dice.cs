using Lamina.Ops;

namespace Lamina.NN;

/// <summary>One minus the overlap of two masks, by Sørensen and Dice.</summary>
/// <remarks>
/// <para>Formula: <c>1 − 2·Σ t·p / (Σ t + Σ p + 10⁻⁷)</c> over the axes.</para>
/// <para>Shapes: target and prediction [batch, ..] → what the axes leave; a scalar by default.</para>
/// <para>Source: L. R. Dice, "Measures of the Amount of Ecologic Association Between Species", Ecology 26(3),
/// 1945.</para>
/// </remarks>
public sealed record Dice : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="axis">The axes of a mask; all when null.</param>
    public Dice(Axes? axis = null) => Axis = axis;

    /// <summary>The axes of a mask; all when null.</summary>
    public Axes? Axis { get; init; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        var axes = Axis?.AsSpan().ToArray() ?? [.. Enumerable.Range(0, target.Rank)];
        var overlap = (target * prediction).Sum(axes);
        return 1 - (2 * overlap / (target.Sum(axes) + prediction.Sum(axes) + Epsilon));
    }
}
