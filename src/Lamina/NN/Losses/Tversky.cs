using Lamina.Ops;

namespace Lamina.NN;

/// <summary>One minus the overlap of two masks, with weights of their own for what is predicted in excess and what is
/// missed.</summary>
/// <remarks>
/// <para>Formula: with the overlap <c>o = Σ t·p</c>, <c>1 − o / (o + α·Σ (1 − t)·p + β·Σ t·(1 − p) + 10⁻⁷)</c> over the
/// axes.</para>
/// <para>Shapes: target and prediction [batch, ..] → what the axes leave; a scalar by default.</para>
/// <para>Source: S. S. M. Salehi, D. Erdogmus and A. Gholipour, "Tversky Loss Function for Image Segmentation Using 3D
/// Fully Convolutional Deep Networks", MLMI 2017.</para>
/// </remarks>
public sealed record Tversky : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="alpha">The weight α of what is predicted in excess.</param>
    /// <param name="beta">The weight β of what is missed.</param>
    /// <param name="axis">The axes of a mask; all when null.</param>
    public Tversky(double alpha = 0.5, double beta = 0.5, Axes? axis = null) =>
        (Alpha, Beta, Axis) = (alpha, beta, axis);

    /// <summary>The weight α of what is predicted in excess.</summary>
    public double Alpha { get; init; }

    /// <summary>The weight β of what is missed.</summary>
    public double Beta { get; init; }

    /// <summary>The axes of a mask; all when null.</summary>
    public Axes? Axis { get; init; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        var axes = Axis?.AsSpan().ToArray() ?? [.. Enumerable.Range(0, target.Rank)];
        var overlap = (target * prediction).Sum(axes);
        var excess = prediction.Sum(axes) - overlap;
        var missed = target.Sum(axes) - overlap;
        return 1 - (overlap / (overlap + (Alpha * excess) + (Beta * missed) + Epsilon));
    }
}
