using Lamina.Ops;

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

    /// <summary>The middle of the sorted elements along some axes, or the mean of the middle two; NaN if any is.</summary>
    public Tensor Median(int[]? axes = null, bool keepDims = false) => Quantile(0.5, axes, keepDims: keepDims);

    /// <summary>The number below which a share of the elements along some axes lies; NaN if any element is.</summary>
    /// <param name="q">The share, from 0 to 1.</param>
    /// <param name="axes">The axes; all where null.</param>
    /// <param name="method">What is taken between two neighbours of the sorted elements.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public Tensor Quantile(
        double q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false)
    {
        var (x, kept) = Floats().AxesLast(axes);
        var length = x.Shape[^1];
        if (length == 0)
        {
            return Full(keepDims ? kept : x.Shape[..^1], double.NaN, x.DType);
        }

        var y = OfSorted(x.Sort(), Full([.. x.Shape[..^1], 1], length - 1, x.DType), q, method);
        y = Where(x.IsNaN().Any([-1], keepDims: true), double.NaN, y);
        return y.Reshape(keepDims ? kept : x.Shape[..^1]);
    }

    /// <summary>Several quantiles, along a new first axis.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor Quantile(
        double[] q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(q);
        return Stack([.. q.Select(one => Quantile(one, axes, method, keepDims))]);
    }

    /// <summary>A quantile whose share is given in percent.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor Percentile(
        double q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
        Quantile(q / 100, axes, method, keepDims);

    /// <summary>Several quantiles whose shares are given in percent, along a new first axis.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor Percentile(
        double[] q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(q);
        return Quantile([.. q.Select(percent => percent / 100)], axes, method, keepDims);
    }

    /// <summary>The correlation of each two rows of a matrix, whose columns are observations: [n, m] → [n, n].</summary>
    public Tensor Corrcoef()
    {
        var x = Rank == 1 ? Floats().ExpandDims(0) : Floats();
        var centred = x - x.Mean(-1, keepDims: true);
        var covariance = centred.MatMul(centred.TransposeLast());
        var deviation = covariance.Diagonal().Sqrt();
        var y = (covariance / deviation.ExpandDims(1) / deviation.ExpandDims(0)).Clip(-1, 1);
        return Rank == 1 ? y.Reshape([]) : y;
    }

    /// <summary>The products of a vector with another that is moved along it, summed: <c>c_k = Σ_n a_{n+k}·v_n</c>.</summary>
    /// <param name="v">The other vector.</param>
    /// <param name="mode">Where the two must overlap.</param>
    public Tensor Correlate(Tensor v, CorrelateMode mode = CorrelateMode.Valid)
    {
        var (a, b) = FloatsAlike(this, v);
        if (a.Rank != 1 || b.Rank != 1 || a.Shape.Size == 0 || b.Shape.Size == 0)
        {
            throw Mismatch.Shapes("Correlate needs two vectors that are not empty.", ("a", a.Shape), ("v", b.Shape));
        }

        var (n, m) = (a.Shape[0], b.Shape[0]);
        if (m > n)
        {
            return v.Correlate(this, mode).Flip();
        }

        var (before, count) = mode switch
        {
            CorrelateMode.Full => (m - 1, n + m - 1),
            CorrelateMode.Same => (m / 2, n),
            _ => (0, n - m + 1),
        };
        var whole = a.Pad(0, before, Math.Max(0, count + m - 1 - before - n));
        return whole.ExtractSequences(m, 1).Slice(0, 0, count).MatMul(b.ExpandDims(1)).Squeeze(1);
    }

    /// <summary>The differences of neighbours along an axis, taken so many times.</summary>
    public Tensor Diff(int n = 1, int axis = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var x = this;
        for (var i = 0; i < n && x.Shape[x.Shape.NormalizeAxis(axis)] > 0; i++)
        {
            var length = x.Shape[x.Shape.NormalizeAxis(axis)] - 1;
            var (later, sooner) = (x.Slice(axis, 1, length), x.Slice(axis, 0, length));
            x = x.DType == DType.Bool ? later.NotEqualTo(sooner) : later - sooner;
        }

        return x;
    }

    /// <summary>The area under values along an axis, by straight lines between them.</summary>
    /// <param name="x">The places of the values: a vector along the axis, or of this tensor's shape. Null where they are
    /// evenly spaced.</param>
    /// <param name="dx">The distance of neighbours where x is null.</param>
    /// <param name="axis">The axis.</param>
    public Tensor Trapezoid(Tensor? x = null, double dx = 1, int axis = -1)
    {
        var y = Floats();
        axis = Shape.NormalizeAxis(axis);
        var length = Shape[axis] - 1;
        var means = 0.5 * (y.Slice(axis, 1, length) + y.Slice(axis, 0, length));
        if (x is null)
        {
            return (means * dx).Sum(axis);
        }

        var steps = x.Cast(y.DType).Diff(axis: x.Rank == 1 ? 0 : axis);
        if (x.Rank == 1)
        {
            var shape = Enumerable.Repeat(1, Rank).ToArray();
            shape[axis] = length;
            steps = steps.Reshape(Shape.Create(shape));
        }

        return (means * steps).Sum(axis);
    }

    /// <summary>The axes moved behind the others and made one; and the shape in which they stay with length 1.</summary>
    internal (Tensor X, Shape Kept) AxesLast(int[]? axes)
    {
        int[] moved = axes is null ? AllAxes() : [.. axes.Select(Shape.NormalizeAxis).Distinct().Order()];
        int[] others = [.. AllAxes().Except(moved)];
        int[] order = [.. others, .. moved];
        var x = order.SequenceEqual(AllAxes()) ? this : Transpose(order);
        Shape kept = [.. Shape.Select((length, i) => moved.Contains(i) ? 1 : length)];
        return (x.Reshape([.. others.Select(i => Shape[i]), moved.Aggregate(1, (size, i) => size * Shape[i])]), kept);
    }

    // The element at the share q of 0..last of sorted lines; last is [.., 1], a whole number for each line.
    private static Tensor OfSorted(Tensor sorted, Tensor last, double q, QuantileMethod method)
    {
        if (q is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile is a share from 0 to 1, a percentile from 0 to 100.");
        }

        var place = last * q;
        var low = place.Floor();
        var high = Minimum(low + 1, last);
        var share = place - low;
        share = method switch
        {
            QuantileMethod.Linear => share,
            QuantileMethod.Lower => share * 0,
            QuantileMethod.Higher => share.Sign(),
            QuantileMethod.Midpoint => 0.5 * share.Sign(),
            _ => place.Round() - low,
        };
        Tensor At(Tensor index) => sorted.TakeAlong(Maximum(index, 0).Cast(DType.Int32));
        var (a, b) = (At(low), At(high));
        return Where(share.EqualTo(0), a, Where(share.EqualTo(1), b, a + share * (b - a)));
    }
}
