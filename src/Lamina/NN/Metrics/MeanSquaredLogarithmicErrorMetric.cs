namespace Lamina.NN;

/// <summary>The mean of squared differences of logarithms.</summary>
/// <remarks>
/// <para>Formula: <c>(ln(max(prediction, 10⁻⁷) + 1) − ln(max(target, 10⁻⁷) + 1))²</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanSquaredLogarithmicErrorMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new MeanSquaredLogarithmicError() { Reduction = Reduction.None };
}
