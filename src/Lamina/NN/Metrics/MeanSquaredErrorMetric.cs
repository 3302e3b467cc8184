namespace Lamina.NN;

/// <summary>The mean of squared errors.</summary>
/// <remarks>
/// <para>Formula: <c>(prediction − target)²</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record MeanSquaredErrorMetric : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Lower;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        (target, prediction) = Ranks.Align(target, prediction);
        return (prediction - target).Square().Mean(axis: -1);
    }
}
