namespace Lamina.NN;

/// <summary>Kullback-Leibler divergence of the prediction from the target, both probabilities.</summary>
/// <remarks>
/// <para>Formula: <c>Σ t·(ln t − ln p)</c> over the last axis; numbers are limited to [10⁻⁷, 1] first.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// <para>Source: S. Kullback and R. A. Leibler, "On Information and Sufficiency", Ann. Math. Statist. 22(1),
/// 1951.</para>
/// </remarks>
public sealed record KLDivergence : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        target = target.Clip(Epsilon, 1);
        return (target * (target.Log() - prediction.Clip(Epsilon, 1).Log())).Sum(-1);
    }
}
