namespace Lamina.NN;

/// <summary>The root of the mean of squared errors, in the unit of the target.</summary>
/// <remarks>
/// <para>Formula: <c>√(mean of (prediction − target)²)</c> over all samples of all batches.</para>
/// <para>Shapes: target and prediction [batch, ..] → [batch, ..].</para>
/// </remarks>
public sealed record RootMeanSquaredErrorMetric : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Lower;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        (target, prediction) = Ranks.Align(target, prediction.Cast(DType.Float32));
        return (prediction - target).Square();
    }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state) => base.Result(state).Sqrt();
}
