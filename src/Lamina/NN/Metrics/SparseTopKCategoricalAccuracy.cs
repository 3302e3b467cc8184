namespace Lamina.NN;

/// <summary>How often the target is among the classes of the k largest predictions.</summary>
/// <remarks>Shapes: target [batch, ..] or [batch, .., 1], prediction [batch, .., classes] → [batch, ..]. Classes that
/// tie with the k-th count.</remarks>
/// <param name="K">How many predictions to look at; greater than 0.</param>
/// <param name="FromSortedIds">Whether a prediction is already a list of classes, the best one first.</param>
public sealed record SparseTopKCategoricalAccuracy(int K = 5, bool FromSortedIds = false) : MeanMetric
{
    /// <summary>How many predictions to look at.</summary>
    public int K { get; init => field = Guard.Positive(value); } = Guard.Positive(K);

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        target = target.Rank == prediction.Rank ? target.Squeeze() : target;
        return FromSortedIds ? AmongFirst(target, prediction) : InTopK(target, prediction, K);
    }

    // In the top k is what all but k − 1 others do not exceed; so written, a NaN is never in.
    internal static Tensor InTopK(Tensor target, Tensor prediction, int k)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        prediction = prediction.Cast(DType.Float32);
        var own = prediction.TakeAlong(target.Cast(DType.Int32).ExpandDims(-1));
        return (prediction <= own).Cast(DType.Float32).Sum(-1) > prediction.Shape[^1] - k;
    }

    private Tensor AmongFirst(Tensor target, Tensor prediction)
    {
        var first = prediction.Slice(-1, 0, Math.Min(K, prediction.Shape[^1])).Cast(DType.Float32);
        return first.EqualTo(target.Cast(DType.Float32).ExpandDims(-1)).Cast(DType.Float32).Max(-1);
    }
}
