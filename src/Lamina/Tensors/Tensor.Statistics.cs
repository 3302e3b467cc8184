namespace Lamina;

// Along some axes, or along all where none are given. Sums of truth values and means of integers are numbers.
public sealed partial class Tensor
{
    /// <summary>The smallest of all elements; NaN if any is.</summary>
    public Tensor Min() => -(-this).Max();

    /// <summary>The smallest along some axes; NaN if any is.</summary>
    public Tensor Min(int[] axes, bool keepDims = false) => -(-this).Max(axes, keepDims);

    /// <summary>The place of the smallest along an axis, as int32; the first among equals.</summary>
    public Tensor ArgMin(int axis = -1, bool keepDims = false) => (-Numbers()).ArgMax(axis, keepDims);

    /// <summary>The product along some axes; 1 of nothing.</summary>
    public Tensor Prod(int[]? axes = null, bool keepDims = false)
    {
        // Halves are multiplied with each other until one element is left, which has the right gradient at 0 as well.
        var (x, kept) = Numbers().AxesLast(axes);
        for (var length = x.Shape[^1]; length > 1; length = x.Shape[^1])
        {
            var (half, rest) = Math.DivRem(length, 2);
            var product = x.Slice(-1, 0, half) * x.Slice(-1, half, half);
            x = rest == 0 ? product : Concat([product, x.Slice(-1, length - 1, 1)]);
        }

        x = x.Shape[^1] == 0 ? Ones([.. x.Shape[..^1], 1], x.DType) : x;
        return x.Reshape(keepDims ? kept : x.Shape[..^1]);
    }

    /// <summary>The mean square of the distance from the mean along some axes.</summary>
    public Tensor Var(int[]? axes = null, bool keepDims = false) => Moments(axes, keepDims).Variance;

    /// <summary>The standard deviation along some axes: the root of the variance.</summary>
    public Tensor Std(int[]? axes = null, bool keepDims = false) => Var(axes, keepDims).Sqrt();

    /// <summary>Mean and variance along some axes.</summary>
    public (Tensor Mean, Tensor Variance) Moments(int[]? axes = null, bool keepDims = false)
    {
        var x = Floats();
        axes ??= AllAxes();
        var mean = x.Mean(axes, keepDims: true);
        var variance = (x - mean).Square().Mean(axes, keepDims);
        return (keepDims ? mean : mean.Reshape(variance.Shape), variance);
    }

    /// <summary>The mean along an axis, or of all elements, each counted by its weight.</summary>
    /// <param name="axis">The axis; all where null.</param>
    /// <param name="weights">Of this tensor's shape, or a vector along the axis; all alike where null.</param>
    public Tensor Average(int? axis = null, Tensor? weights = null)
    {
        if (weights is null)
        {
            return axis is { } only ? Mean(only) : Mean();
        }

        var (x, w) = FloatsAlike(this, weights);
        if (w.Shape != x.Shape && axis is { } at && w.Rank == 1)
        {
            var shape = Enumerable.Repeat(1, Rank).ToArray();
            shape[Shape.NormalizeAxis(at)] = w.Shape[0];
            w = w.Reshape(Shape.Create(shape));
        }

        int[] axes = axis is { } one ? [one] : AllAxes();
        return (x * w).Sum(axes) / w.BroadcastTo(x.Shape).Sum(axes);
    }

    /// <summary>The distance from the smallest to the largest along some axes.</summary>
    public Tensor Ptp(int[]? axes = null, bool keepDims = false)
    {
        axes ??= AllAxes();
        return Max(axes, keepDims) - Min(axes, keepDims);
    }

    /// <summary><c>ln Σ eˣ</c> along some axes, or along all where null, without overflow.</summary>
    public Tensor LogSumExp(int[]? axes, bool keepDims = false)
    {
        var (x, kept) = Floats().AxesLast(axes);
        var sum = x.LogSumExp(-1);
        return keepDims ? sum.Reshape(kept) : sum;
    }

    /// <summary>The correlation of each two rows of a matrix, whose columns are observations: [n, m] → [n,
    /// n].</summary>
    public Tensor Corrcoef()
    {
        var x = Rank == 1 ? Floats().ExpandDims(0) : Floats();
        var centred = x - x.Mean(-1, keepDims: true);
        var covariance = centred.MatMul(centred.TransposeLast());
        var deviation = covariance.Diagonal().Sqrt();
        var y = (covariance / deviation.ExpandDims(1) / deviation.ExpandDims(0)).Clip(-1, 1);
        return Rank == 1 ? y.Reshape([]) : y;
    }

    /// <summary>The axes moved behind the others and made one; and the shape in which they stay with length
    /// 1.</summary>
    internal (Tensor X, Shape Kept) AxesLast(int[]? axes)
    {
        int[] moved = axes is null ? AllAxes() : [.. axes.Select(Shape.NormalizeAxis).Distinct().Order()];
        int[] others = [.. AllAxes().Except(moved)];
        int[] order = [.. others, .. moved];
        var x = order.SequenceEqual(AllAxes()) ? this : Transpose(order);
        Shape kept = [.. Shape.Select((length, i) => moved.Contains(i) ? 1 : length)];
        return (x.Reshape([.. others.Select(i => Shape[i]), moved.Aggregate(1, (size, i) => size * Shape[i])]), kept);
    }
}
