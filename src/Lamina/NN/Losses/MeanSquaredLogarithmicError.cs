namespace Lamina.NN;

/// <summary>Mean of the squared differences of logarithms: errors relative to the size, for numbers from 0.</summary>
/// <remarks>
/// <para>Formula: <c>(ln(1 + prediction) − ln(1 + target))²</c>, mean over the last axis; numbers below 10⁻⁷ count as
/// 10⁻⁷.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanSquaredLogarithmicError : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return (Logarithm(prediction) - Logarithm(target)).Square().Mean(-1);

        static Tensor Logarithm(Tensor x) => Tensor.Maximum(x, Epsilon).Log1p();
    }
}
