namespace Lamina.NN;

/// <summary>How often a prediction above a threshold, taken as 1, or one below, taken as 0, is right.</summary>
/// <remarks>Shapes: target and prediction [batch, ..] → [batch, ..].</remarks>
/// <param name="Threshold">What a prediction must exceed to count as 1.</param>
public sealed record BinaryAccuracy(double Threshold = 0.5) : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        (target, prediction) = Ranks.Match(target, prediction);
        return target.EqualTo((prediction > (float)Threshold).Cast(target.DType));
    }
}
