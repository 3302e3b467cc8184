namespace Lamina.NN;

/// <summary>The mean of <see cref="SquaredHinge"/>.</summary>
/// <remarks>
/// <para>Formula: <c>max(1 − t·p, 0)²</c>, mean over the last axis; the target t is −1 or 1, or 0 for −1.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record SquaredHingeMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new SquaredHinge() { Reduction = Reduction.None };
}
