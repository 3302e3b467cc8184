namespace Lamina.NN;

/// <summary>Mean of the squared errors.</summary>
/// <remarks>
/// <para>Formula: with e = prediction − target, <c>e²</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return (prediction - target).Square().Mean(-1);
    }
}
