namespace Lamina.NN;

/// <summary>Logarithm of the hyperbolic cosine of the error: like <c>½e²</c> near 0, like <c>|e| − ln 2</c> far
/// away.</summary>
/// <remarks>
/// <para>Formula: with e = prediction − target, <c>ln cosh e = e + ln(1 + e⁻²ᵉ) − ln 2</c>, mean over the last
/// axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record LogCosh : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        var error = prediction - target;
        return (error + (-2 * error).Softplus()).Mean(-1) - Math.Log(2);
    }
}
