using Lamina.Ops;

namespace Lamina;

public sealed partial class Tensor
{
    /// <summary>The sum of all elements; of truth values, how many are true.</summary>
    public Tensor Sum() => Sum(AllAxes());

    /// <summary>The sum along an axis.</summary>
    public Tensor Sum(int axis, bool keepDims = false) => Sum([axis], keepDims);

    /// <summary>The sum along some axes.</summary>
    public Tensor Sum(int[] axes, bool keepDims = false) => Numbers().Reduce(x => new Sum(x), axes, keepDims);

    /// <summary>The mean of all elements.</summary>
    public Tensor Mean() => Floats().Sum() / Math.Max(1, Shape.Size);

    /// <summary>The mean along an axis.</summary>
    public Tensor Mean(int axis, bool keepDims = false) => Mean([axis], keepDims);

    /// <summary>The mean along some axes.</summary>
    public Tensor Mean(int[] axes, bool keepDims = false)
    {
        ArgumentNullException.ThrowIfNull(axes);
        return Floats().Sum(axes, keepDims) / Math.Max(1, axes.Aggregate(1, (size, axis) => size * Shape[Shape.NormalizeAxis(axis)]));
    }

    /// <summary>The largest of all elements; NaN if any is.</summary>
    public Tensor Max() => Reduce(axes => new Max(axes), AllAxes(), keepDims: false);

    /// <summary>The largest along an axis; NaN if any is.</summary>
    public Tensor Max(int axis, bool keepDims = false) => Reduce(axes => new Max(axes), [axis], keepDims);

    /// <summary>The largest along some axes; NaN if any is.</summary>
    public Tensor Max(int[] axes, bool keepDims = false) => Reduce(x => new Max(x), axes, keepDims);

    /// <summary>The smallest along an axis; NaN if any is.</summary>
    public Tensor Min(int axis, bool keepDims = false) => -(-this).Max(axis, keepDims);

    /// <summary>The place of the largest along an axis, as int32; the first among equals.</summary>
    public Tensor ArgMax(int axis = -1, bool keepDims = false) =>
        Reduce(static axes => new ArgMax(axes[0]), [axis], keepDims);

    /// <summary>The places that sort along an axis, as int32; equal values keep their order.</summary>
    public Tensor ArgSort(int axis = -1, bool descending = false) =>
        new ArgSort(Shape.NormalizeAxis(axis), descending).Of(this);

    /// <summary>The elements sorted along an axis.</summary>
    public Tensor Sort(int axis = -1, bool descending = false) => TakeAlong(ArgSort(axis, descending), axis);

    /// <summary>Running sums along an axis, from the start or, reversed, from the end.</summary>
    public Tensor CumulativeSum(int axis = -1, bool reverse = false) =>
        new CumulativeSum(Shape.NormalizeAxis(axis), reverse).Of(this);

    /// <summary><c>ln Σ eˣ</c> along an axis, without overflow.</summary>
    public Tensor LogSumExp(int axis = -1, bool keepDims = false)
    {
        var max = Max(axis, keepDims: true).StopGradient();
        max = Where(max.IsFinite(), max, 0);
        var sum = ((this - max).Exp().Sum(axis, keepDims: true)).Log() + max;
        return keepDims ? sum : sum.Squeeze(axis);
    }

    /// <summary>The sum over what broadcasting from <paramref name="shape"/> had added.</summary>
    internal Tensor SumTo(Shape shape)
    {
        if (Shape == shape)
        {
            return this;
        }

        var added = Rank - shape.Rank;
        var axes = Enumerable.Range(0, Rank).Where(i => i < added || (shape[i - added] == 1 && Shape[i] != 1)).ToArray();
        return (axes.Length == 0 ? this : new Sum(new Axes(axes)).Of(this)).Reshape(shape);
    }

    private int[] AllAxes() => [.. Enumerable.Range(0, Rank)];

    private Tensor Reduce(Func<Axes, ReduceOp> op, int[] axes, bool keepDims)
    {
        ArgumentNullException.ThrowIfNull(axes);
        var normal = axes.Select(Shape.NormalizeAxis).Distinct().Order().ToArray();
        var kept = normal.Length == 0 ? this : op(new Axes(normal)).Of(this);
        return keepDims ? kept : kept.Reshape([.. Shape.Where((_, i) => !normal.Contains(i))]);
    }
}
