namespace Lamina.NN;

/// <summary>How often the class of the largest prediction is the target.</summary>
/// <remarks>Shapes: target [batch, ..] or [batch, .., 1], prediction [batch, .., classes] → [batch, ..]. The first
/// among equals counts.</remarks>
public sealed record SparseCategoricalAccuracy : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        target = target.Rank == prediction.Rank ? target.Squeeze() : target;
        return target.Cast(DType.Float32).EqualTo(prediction.Cast(DType.Float32).ArgMax().Cast(DType.Float32));
    }
}
