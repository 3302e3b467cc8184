namespace Lamina;

// Shares of the sorted elements.
public sealed partial class Tensor
{
    /// <summary>The middle of the sorted elements along some axes, or the mean of the middle two; NaN if any
    /// is.</summary>
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

    // The element at the share q of 0..last of sorted lines; last is [.., 1], a whole number for each line.
    private static Tensor OfSorted(Tensor sorted, Tensor last, double q, QuantileMethod method)
    {
        if (q is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(q), q, "A quantile is a share from 0 to 1, a percentile from 0 to 100.");
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
