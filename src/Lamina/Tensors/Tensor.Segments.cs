using Lamina.Ops;

namespace Lamina;

// Rows joined by the number of their segment. Rows whose number is none of the segments' are left out. Where the
// number of
// segments is not given, it is one more than the largest of given ids.
public sealed partial class Tensor
{
    /// <summary>The sum of the rows of each segment; 0 where there are none.</summary>
    /// <param name="segmentIds">The segment of each row, an integer vector as long as the first axis.</param>
    /// <param name="segments">How many segments there are.</param>
    public Tensor SegmentSum(Tensor segmentIds, int? segments = null) =>
        InSegments(segmentIds, segments, (rows, ids, count) => new ScatterAdd(count).Of(rows.Numbers(), ids));

    /// <summary>The largest of the rows of each segment; the least value of the dtype, −∞ of floats, where there are
    /// none.</summary>
    /// <inheritdoc cref="SegmentSum"/>
    public Tensor SegmentMax(Tensor segmentIds, int? segments = null) =>
        InSegments(segmentIds, segments, (rows, ids, count) => new SegmentMax(count).Of(rows, ids));

    /// <summary>The smallest of the rows of each segment; the largest value of the dtype, ∞ of floats, where there
    /// are none.</summary>
    /// <inheritdoc cref="SegmentSum"/>
    public Tensor SegmentMin(Tensor segmentIds, int? segments = null) => DType.IsFloat
        ? -(-this).SegmentMax(segmentIds, segments)
        : (-1 - Numbers()).SegmentMax(segmentIds, segments) is var y ? -1 - y : this;

    /// <summary>The product of the rows of each segment; 1 where there are none.</summary>
    /// <inheritdoc cref="SegmentSum"/>
    public Tensor SegmentProd(Tensor segmentIds, int? segments = null) =>
        InSegments(segmentIds, segments, (rows, ids, count) => new SegmentProduct(count).Of(rows.Numbers(), ids));

    // One segment more takes what belongs to none.
    private Tensor InSegments(Tensor segmentIds, int? segments, Func<Tensor, Tensor, int, Tensor> join)
    {
        ArgumentNullException.ThrowIfNull(segmentIds);
        var count = segments ?? segmentIds.LargestGiven() + 1;
        var ids = segmentIds.Cast(DType.Int32);
        ids = Where((ids < 0) | (ids >= count), count, ids);
        return join(this, ids, count + 1).Slice(0, 0, count);
    }

    private int LargestGiven() => Op is Constant constant
        ? ((int[])NumberArrays.Convert(constant.Data, typeof(int))).DefaultIfEmpty(-1).Max()
        : throw Mismatch.Shapes(
            "The number of segments must be given where the ids are computed; give segments.", ("segmentIds", Shape));
}
