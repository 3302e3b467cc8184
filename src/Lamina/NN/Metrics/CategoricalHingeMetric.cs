namespace Lamina.NN;

/// <summary>The mean of <see cref="CategoricalHinge"/>.</summary>
/// <remarks>
/// <para>Formula: <c>max(0, 1 + max((1 − t)·p) − Σ t·p)</c> over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record CategoricalHingeMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new CategoricalHinge() { Reduction = Reduction.None };
}
