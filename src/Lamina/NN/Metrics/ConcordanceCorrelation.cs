namespace Lamina.NN;

/// <summary>The mean of the agreement between target and prediction: 1 where they are equal, less where they differ in place or
/// scale.</summary>
/// <remarks>
/// <para>Formula: <c>2·cov(t, p) / (σ²(t) + σ²(p) + (t̄ − p̄)² + 10⁻⁷)</c> along the axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// <para>Source: L. I-K. Lin, "A Concordance Correlation Coefficient to Evaluate Reproducibility", Biometrics 45(1),
/// 1989.</para>
/// </remarks>
/// <param name="Axis">The axis along which target and prediction are compared.</param>
public sealed record ConcordanceCorrelation(int Axis = -1) : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        (target, prediction) = Ranks.Align(target, prediction.Cast(DType.Float32));
        var (meanOfTarget, target0) = Centred(target);
        var (meanOfPrediction, prediction0) = Centred(prediction);
        var covariance = (target0 * prediction0).Mean(Axis);
        var spread = target0.Square().Mean(Axis) + prediction0.Square().Mean(Axis)
            + (meanOfTarget - meanOfPrediction).Square();
        return 2 * covariance / (spread + 1e-7);
    }

    private (Tensor Mean, Tensor Centred) Centred(Tensor x)
    {
        var mean = x.Mean(Axis, keepDims: true);
        return (mean.Squeeze(Axis), x - mean);
    }
}
