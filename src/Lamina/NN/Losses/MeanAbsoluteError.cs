namespace Lamina.NN;

/// <summary>Mean of the absolute errors.</summary>
/// <remarks>
/// <para>Formula: with e = prediction − target, <c>|e|</c>, mean over the last axis; the gradient at e = 0 is 0.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return (prediction - target).Abs().Mean(-1);
    }
}
