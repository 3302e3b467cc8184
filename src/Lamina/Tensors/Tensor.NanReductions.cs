namespace Lamina;

// Reductions that pass over NaN. Along some axes, or along all where none are given.
public sealed partial class Tensor
{
    /// <summary>The sum of the elements that are numbers.</summary>
    public Tensor NanSum(int[]? axes = null, bool keepDims = false) => NanAs(0).Sum(axes ?? AllAxes(), keepDims);

    /// <summary>The product of the elements that are numbers.</summary>
    public Tensor NanProd(int[]? axes = null, bool keepDims = false) => NanAs(1).Prod(axes, keepDims);

    /// <summary>The largest of the elements that are numbers; NaN where none is.</summary>
    public Tensor NanMax(int[]? axes = null, bool keepDims = false)
    {
        axes ??= AllAxes();
        return OrNaN(NanAs(double.NegativeInfinity).Max(axes, keepDims), axes, keepDims);
    }

    /// <summary>The smallest of the elements that are numbers; NaN where none is.</summary>
    public Tensor NanMin(int[]? axes = null, bool keepDims = false)
    {
        axes ??= AllAxes();
        return OrNaN(NanAs(double.PositiveInfinity).Min(axes, keepDims), axes, keepDims);
    }

    /// <summary>The mean of the elements that are numbers; NaN where none is.</summary>
    public Tensor NanMean(int[]? axes = null, bool keepDims = false)
    {
        var x = Floats();
        return x.NanSum(axes, keepDims) / x.CountNumbers(axes, keepDims);
    }

    /// <summary>The variance of the elements that are numbers; NaN where none is.</summary>
    public Tensor NanVar(int[]? axes = null, bool keepDims = false)
    {
        var x = Floats();
        var distance = (x - x.NanMean(axes, keepDims: true)).Square();
        return Where(x.IsNaN(), 0, distance).Sum(axes ?? AllAxes(), keepDims) / x.CountNumbers(axes, keepDims);
    }

    /// <summary>The standard deviation of the elements that are numbers; NaN where none is.</summary>
    public Tensor NanStd(int[]? axes = null, bool keepDims = false) => NanVar(axes, keepDims).Sqrt();

    /// <summary>The place of the largest that is a number along an axis, as int32; 0 where none is.</summary>
    public Tensor NanArgMax(int axis = -1, bool keepDims = false) =>
        NanAs(double.NegativeInfinity).ArgMax(axis, keepDims);

    /// <summary>The place of the smallest that is a number along an axis, as int32; 0 where none is.</summary>
    public Tensor NanArgMin(int axis = -1, bool keepDims = false) =>
        NanAs(double.PositiveInfinity).ArgMin(axis, keepDims);

    /// <summary>Running sums along an axis in which NaN counts as 0.</summary>
    public Tensor NanCumulativeSum(int axis = -1) => NanAs(0).CumulativeSum(axis);

    /// <summary>Running products along an axis in which NaN counts as 1.</summary>
    public Tensor NanCumulativeProduct(int axis = -1) => NanAs(1).CumulativeProduct(axis);

    /// <summary>The middle of the elements that are numbers; NaN where none is.</summary>
    public Tensor NanMedian(int[]? axes = null, bool keepDims = false) => NanQuantile(0.5, axes, keepDims: keepDims);

    /// <summary>The quantile of the elements that are numbers; NaN where none is.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor NanQuantile(
        double q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false)
    {
        var (x, kept) = Floats().AxesLast(axes);
        var last = x.CountNumbers([-1], keepDims: true) - 1;
        var y = Where(last < 0, double.NaN, OfSorted(x.Sort(), Maximum(last, 0), q, method));
        return y.Reshape(keepDims ? kept : x.Shape[..^1]);
    }

    /// <summary>Several quantiles of the elements that are numbers, along a new first axis.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor NanQuantile(
        double[] q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(q);
        return Stack([.. q.Select(one => NanQuantile(one, axes, method, keepDims))]);
    }

    /// <summary>The quantile, its share in percent, of the elements that are numbers; NaN where none is.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor NanPercentile(
        double q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
        NanQuantile(q / 100, axes, method, keepDims);

    /// <summary>Several quantiles, their shares in percent, of the elements that are numbers, along a new first
    /// axis.</summary>
    /// <inheritdoc cref="Quantile(double, int[], QuantileMethod, bool)"/>
    public Tensor NanPercentile(
        double[] q, int[]? axes = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(q);
        return NanQuantile([.. q.Select(percent => percent / 100)], axes, method, keepDims);
    }

    private Tensor NanAs(double value) => DType.IsFloat ? Where(IsNaN(), value, this) : this;

    private Tensor CountNumbers(int[]? axes, bool keepDims) => (!IsNaN()).CountNonzero(axes, keepDims).Cast(DType);

    private Tensor OrNaN(Tensor y, int[] axes, bool keepDims) =>
        DType.IsFloat ? Where(IsNaN().All(axes, keepDims), double.NaN, y) : y;
}
