namespace Lamina.NN;

/// <summary>Mean of the absolute errors in percent of the target.</summary>
/// <remarks>
/// <para>Formula: <c>100·|prediction − target| / max(|target|, 10⁻⁷)</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanAbsolutePercentageError : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return 100 * ((prediction - target).Abs() / Tensor.Maximum(target.Abs(), Epsilon)).Mean(-1);
    }
}
