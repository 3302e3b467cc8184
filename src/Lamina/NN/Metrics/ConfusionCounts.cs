using Lamina.Ops;

namespace Lamina.NN;

/// <summary>How many samples are rightly and wrongly taken for positive and for negative, at each threshold:
/// [thresholds, labels].</summary>
internal sealed record ConfusionCounts(
    Tensor TruePositives, Tensor FalsePositives, Tensor TrueNegatives, Tensor FalseNegatives)
{
    /// <summary>Counts a batch.</summary>
    /// <param name="target">What is true: not 0 for positive, [samples, labels].</param>
    /// <param name="prediction">Likewise, of float32.</param>
    /// <param name="weights">What each counts; 1 when null.</param>
    /// <param name="cutoffs">The thresholds.</param>
    public static ConfusionCounts Of(Tensor target, Tensor prediction, Tensor? weights, Cutoffs cutoffs)
    {
        var positive = target.NotEqualTo(0).Cast(DType.Float32);
        var negative = 1 - positive;
        if (weights is not null)
        {
            (positive, negative) = (positive * weights, negative * weights);
        }

        return cutoffs.AreEven
            ? ByBuckets(positive, negative, prediction, cutoffs)
            : ByComparing(positive, negative, prediction, cutoffs);
    }

    private static ConfusionCounts ByComparing(Tensor positive, Tensor negative, Tensor prediction, Cutoffs cutoffs)
    {
        var thresholds = Tensor.From<double>(cutoffs.Values).Cast(DType.Float32).Reshape([-1, 1, 1]);
        var above = (prediction.ExpandDims(0) > thresholds).Cast(DType.Float32);
        var below = 1 - above;
        return new(
            (above * positive).Sum(1), (above * negative).Sum(1), (below * negative).Sum(1), (below * positive).Sum(1));
    }

    // One pass over the samples, however many thresholds there are: each adds its weight to the bucket between the two
    // thresholds that it lies between. What is above a threshold is then the sum of all buckets behind it.
    private static ConfusionCounts ByBuckets(Tensor positive, Tensor negative, Tensor prediction, Cutoffs cutoffs)
    {
        var bucket = Buckets(prediction, cutoffs);
        var (positives, negatives) = (Fill(bucket, positive, cutoffs.Count), Fill(bucket, negative, cutoffs.Count));
        return new(Above(positives), Above(negatives), negatives.CumulativeSum(0), positives.CumulativeSum(0));
    }

    // How many thresholds each prediction is above; NaN, and what is below 0, count as 0.
    private static Tensor Buckets(Tensor prediction, Cutoffs cutoffs)
    {
        prediction = Tensor.Minimum(Tensor.Where(prediction > 0, prediction, 0), 1);
        var lower = (prediction * (cutoffs.Count - 1)).Floor();
        var border = Tensor.From<float>(cutoffs.Borders()).Gather(lower.Cast(DType.Int32));
        var bucket = lower + (prediction > border).Cast(DType.Float32);
        return (cutoffs.CoverEnds ? Tensor.Maximum(bucket, 1) : bucket).Cast(DType.Int32);
    }

    // The sums of weights in each bucket of each label.
    private static Tensor Fill(Tensor bucket, Tensor weights, int count)
    {
        var labels = bucket.Shape[1];
        var cell = labels == 1 ? bucket : (bucket * labels) + Tensor.Arange(labels);
        return new ScatterAdd(count * labels).Of(weights.Reshape([-1]), cell.Reshape([-1])).Reshape([count, labels]);
    }

    private static Tensor Above(Tensor buckets) =>
        buckets.CumulativeSum(0, reverse: true).Slice(0, 1, buckets.Shape[0] - 1).Pad(0, 0, 1);
}
