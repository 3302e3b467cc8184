namespace Lamina.NN;

/// <summary>Negative logarithm of the Poisson likelihood of counts, without the part that depends on the target
/// alone.</summary>
/// <remarks>
/// <para>Formula: <c>p − t·ln(p + 10⁻⁷)</c>, mean over the last axis; the prediction p is a rate, greater than
/// 0.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record Poisson : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return (prediction - (target * (prediction + Epsilon).Log())).Mean(-1);
    }
}
