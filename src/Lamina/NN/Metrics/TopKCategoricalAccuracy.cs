namespace Lamina.NN;

/// <summary>How often the class of the largest target is among the k largest predictions.</summary>
/// <remarks>Shapes: target and prediction [batch, .., classes] → [batch, ..]. Classes that tie with the
/// k-th count.</remarks>
/// <param name="K">How many predictions to look at; greater than 0.</param>
public sealed record TopKCategoricalAccuracy(int K = 5) : MeanMetric
{
    /// <summary>How many predictions to look at.</summary>
    public int K { get; init => field = Guard.Positive(value); } = Guard.Positive(K);

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        return SparseTopKCategoricalAccuracy.InTopK(target.Cast(DType.Float32).ArgMax(), prediction, K);
    }
}
