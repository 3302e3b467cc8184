namespace Lamina.NN;

/// <summary>The mean of the Poisson loss of predicted rates.</summary>
/// <remarks>
/// <para>Formula: <c>p − t·ln(p + 10⁻⁷)</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record PoissonMetric : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss => new Poisson() { Reduction = Reduction.None };
}
