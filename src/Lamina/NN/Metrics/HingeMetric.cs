namespace Lamina.NN;

/// <summary>The mean of <see cref="Hinge"/>.</summary>
/// <remarks>
/// <para>Formula: <c>max(1 − t·p, 0)</c>, mean over the last axis; the target t is −1 or 1, or 0 for −1.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record HingeMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new Hinge() { Reduction = Reduction.None };
}
