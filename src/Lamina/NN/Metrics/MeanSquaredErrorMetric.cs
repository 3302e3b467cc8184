namespace Lamina.NN;

/// <summary>The mean of squared errors.</summary>
/// <remarks>
/// <para>Formula: <c>(prediction − target)²</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanSquaredErrorMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new MeanSquaredError() { Reduction = Reduction.None };
}
