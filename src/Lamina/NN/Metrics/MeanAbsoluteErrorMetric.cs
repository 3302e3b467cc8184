namespace Lamina.NN;

/// <summary>The mean of the magnitudes of errors.</summary>
/// <remarks>
/// <para>Formula: <c>|prediction − target|</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanAbsoluteErrorMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new MeanAbsoluteError() { Reduction = Reduction.None };
}
