namespace Lamina.NN;

/// <summary>How often the class of the largest prediction is that of the largest target.</summary>
/// <remarks>Shapes: target and prediction [batch, .., classes] → [batch, ..]. The first among equals counts.</remarks>
public sealed record CategoricalAccuracy : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        return target.Cast(DType.Float32).ArgMax().EqualTo(prediction.Cast(DType.Float32).ArgMax());
    }
}
