using Lamina.Ops;

namespace Lamina;

// Sorting, searching and counting.
public sealed partial class Tensor
{
    /// <summary>The largest elements along the last axis, descending, and their places as int32.</summary>
    /// <param name="k">How many; at most the length of the axis.</param>
    public (Tensor Values, Tensor Indices) TopK(int k)
    {
        if (Rank == 0 || k < 0 || k > Shape[^1])
        {
            throw Mismatch.Shapes($"TopK needs a last axis of at least {k} elements.", ("x", Shape));
        }

        var indices = ArgSort(descending: true).Slice(-1, 0, k);
        return (TakeAlong(indices), indices);
    }

    /// <summary>Whether the class of each row is among the k of the highest scores; false where its score is not
    /// finite.</summary>
    /// <param name="targets">The classes, integers [batch].</param>
    /// <param name="predictions">The scores [batch, classes].</param>
    /// <param name="k">How many; classes whose scores are equal to that of the target do not count against it.</param>
    public static Tensor InTopK(Tensor targets, Tensor predictions, int k)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(predictions);
        var own = predictions.TakeAlong(targets.Cast(DType.Int32).ExpandDims(-1));
        return ((predictions > own).CountNonzero([-1]) < k) & own.IsFinite().Squeeze();
    }

    /// <summary>Places, as int32, that put the element of rank <paramref name="kth"/> where it stands when sorted
    /// along an
    /// axis, the smaller ones before it and the others behind.</summary>
    /// <remarks>The order on either side, which is free, is the sorted one.</remarks>
    public Tensor ArgPartition(int kth, int axis = -1)
    {
        var length = Shape[Shape.NormalizeAxis(axis)];
        return kth >= -length && kth < length
            ? ArgSort(axis)
            : throw Mismatch.Shapes(
                $"ArgPartition needs a rank below {length}, the length of axis {axis}; it was given {kth}.",
                ("x", Shape));
    }

    /// <summary>Running products along an axis, from the start or, reversed, from the end.</summary>
    public Tensor CumulativeProduct(int axis = -1, bool reverse = false) =>
        AssociativeScan(static (a, b) => a * b, Numbers(), reverse, axis);

    /// <summary>How many elements of this vector, which is sorted, are below each value: where it would be put in. As
    /// int32.</summary>
    /// <param name="values">Of any shape.</param>
    /// <param name="right">Count those that are equal as well.</param>
    public Tensor SearchSorted(Tensor values, bool right = false)
    {
        var (sorted, x) = Alike(this, values);
        return new SearchSorted(right).Of(sorted, x);
    }

    /// <summary>The number of the bin of each element: how many of the bounds, which ascend, are not above it. As
    /// int32.</summary>
    public Tensor Digitize(Tensor bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        return bins.SearchSorted(this, right: true);
    }

    /// <summary>How often each integer from 0 to below <paramref name="length"/> is among the elements along the last
    /// axis,
    /// or the sum of their weights; others are left out.</summary>
    /// <remarks><c>Bincount</c> finds the length itself, for values that are given.</remarks>
    /// <param name="length">How many integers are counted.</param>
    /// <param name="weights">Of this tensor's shape; 1 for each, as int32, where null.</param>
    public Tensor CountIntegers(int length, Tensor? weights = null)
    {
        if (Rank > 1)
        {
            var rows = Enumerable.Range(0, Shape[0]);
            return Stack([.. rows.Select(i => Select(0, i).CountIntegers(length, weights?.Select(0, i)))]);
        }

        return (weights ?? Ones(Shape, DType.Int32)).SegmentSum(this, length);
    }

    /// <summary>How many elements lie in each of some bins of one width, as int32, and the bounds of these.</summary>
    /// <param name="bins">How many bins.</param>
    /// <param name="range">From where to where, both included; from the smallest to the largest element where
    /// null.</param>
    public (Tensor Counts, Tensor Edges) Histogram(int bins = 10, (double Low, double High)? range = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        if (range is { } bad && !(bad.Low <= bad.High))
        {
            throw new ArgumentOutOfRangeException(
                nameof(range), $"A histogram's range ascends; {bad.Low} is above {bad.High}.");
        }

        var x = Floats().Ravel();
        var (low, high) = range is { } r ? (x.Like(r.Low), x.Like(r.High)) : (x.Min(), x.Max());
        var isPoint = low.EqualTo(high);
        (low, high) = (Where(isPoint, low - 0.5, low), Where(isPoint, high + 0.5, high));
        var edges = Linspace(low, high, bins + 1);
        var bin = edges.SearchSorted(x, right: true) - 1;
        bin = Where(x.EqualTo(edges.Slice(0, bins, 1)), bins - 1, bin);
        bin = Where((x >= low) & (x <= high), bin, -1);
        return (bin.CountIntegers(bins), edges);
    }
}
