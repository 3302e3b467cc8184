namespace Lamina.NN;

/// <summary>The mean of the Kullback-Leibler divergence of predicted from true distributions.</summary>
/// <remarks>
/// <para>Formula: <c>Σ t·ln(t/p)</c> over the last axis, both limited to [10⁻⁷, 1].</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record KLDivergenceMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new KLDivergence() { Reduction = Reduction.None };
}
