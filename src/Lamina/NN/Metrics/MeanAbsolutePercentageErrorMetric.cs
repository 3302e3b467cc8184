namespace Lamina.NN;

/// <summary>The mean of the magnitudes of errors, in percent of the target.</summary>
/// <remarks>
/// <para>Formula: <c>100·|prediction − target| / max(|target|, 10⁻⁷)</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanAbsolutePercentageErrorMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new MeanAbsolutePercentageError() { Reduction = Reduction.None };
}
