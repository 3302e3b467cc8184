using Lamina.Ops;

namespace Lamina;

public sealed partial class Tensor
{
    /// <summary>The same elements in row-major order under another shape; one axis may be −1: what remains.</summary>
    /// <exception cref="ShapeMismatchException">The numbers of elements differ.</exception>
    public Tensor Reshape(Shape shape)
    {
        var open = shape.AsSpan().IndexOf(Shape.Unknown);
        if (open >= 0)
        {
            var known = shape.With(open, 1).Size;
            shape = shape.With(open, known == 0 ? 0 : Shape.Size / known);
        }

        return shape == Shape ? this : new Reshape(shape).Of(this);
    }

    /// <summary>The axes in another order: axis i of the result is axis <paramref name="order"/>[i].</summary>
    public Tensor Transpose(params int[] order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new Transpose(new Axes([.. order.Select(Shape.NormalizeAxis)])).Of(this);
    }

    /// <summary>The last two axes exchanged.</summary>
    public Tensor TransposeLast() => SwapAxes(-2, -1);

    /// <summary>Two axes exchanged.</summary>
    public Tensor SwapAxes(int a, int b)
    {
        var order = AllAxes();
        (a, b) = (Shape.NormalizeAxis(a), Shape.NormalizeAxis(b));
        (order[a], order[b]) = (order[b], order[a]);
        return a == b ? this : new Transpose(new Axes(order)).Of(this);
    }

    /// <summary>Axes of length 1 repeated, and leading ones added, up to a shape.</summary>
    public Tensor BroadcastTo(Shape shape) => shape == Shape ? this : new Broadcast(shape).Of(this);

    /// <summary>A new axis of length 1 at the given place.</summary>
    public Tensor ExpandDims(int axis)
    {
        var at = axis < 0 ? axis + Rank + 1 : axis;
        return Reshape([.. Shape[..at], 1, .. Shape[at..]]);
    }

    /// <summary>Without an axis, which must have length 1.</summary>
    public Tensor Squeeze(int axis = -1)
    {
        var at = Shape.NormalizeAxis(axis);
        return Shape[at] == 1
            ? Reshape([.. Shape[..at], .. Shape[(at + 1)..]])
            : throw Mismatch.Shapes($"Squeeze needs an axis of length 1; axis {axis} has {Shape[at]}.", ("x", Shape));
    }

    /// <summary><paramref name="length"/> elements of an axis from <paramref name="start"/>, every
    /// <paramref name="step"/>-th.</summary>
    public Tensor Slice(int axis, int start, int length, int step = 1)
    {
        axis = Shape.NormalizeAxis(axis);
        var (starts, sizes, steps) = (new int[Rank], Shape.ToArray(), Enumerable.Repeat(1, Rank).ToArray());
        (starts[axis], sizes[axis], steps[axis]) = (start, length, step);
        return new Slice(new Axes(starts), new Axes(sizes), new Axes(steps)).Of(this);
    }

    /// <summary>Element <paramref name="index"/> of an axis, which is taken away.</summary>
    public Tensor Select(int axis, int index) => Slice(axis, index, 1).Squeeze(axis);

    /// <summary>Zeros before and behind an axis.</summary>
    public Tensor Pad(int axis, int before, int after)
    {
        axis = Shape.NormalizeAxis(axis);
        var (starts, ends, steps) = (new int[Rank], new int[Rank], Enumerable.Repeat(1, Rank).ToArray());
        (starts[axis], ends[axis]) = (before, after);
        return new Pad(new Axes(starts), new Axes(ends), new Axes(steps)).Of(this);
    }

    /// <summary>Tensors one behind the other along an axis.</summary>
    public static Tensor Concat(ReadOnlySpan<Tensor> tensors, int axis = -1) => tensors.Length == 1
        ? tensors[0]
        : new Concat(tensors[0].Shape.NormalizeAxis(axis)).Of(tensors);

    /// <summary>Tensors of one shape stacked along a new axis.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        var expanded = new Tensor[tensors.Length];
        for (var i = 0; i < expanded.Length; i++)
        {
            expanded[i] = tensors[i].ExpandDims(axis);
        }

        return Concat(expanded, axis);
    }

    /// <summary>Rows of this table, chosen by int32 index: [n, ..] and [..i] → [..i, ..].</summary>
    public Tensor Gather(Tensor indices) => new Gather().Of(this, indices);

    /// <summary>Elements chosen by int32 index along an axis.</summary>
    public Tensor TakeAlong(Tensor indices, int axis = -1) => new TakeAlong(Shape.NormalizeAxis(axis)).Of(this, indices);

    /// <summary>1 at each int32 index, 0 elsewhere: [..] → [.., depth]. An index outside 0..depth−1 gives zeros.</summary>
    public Tensor OneHot(int depth, DType dtype = DType.Float32) =>
        ExpandDims(-1).EqualTo(Arange(depth, DType)).Cast(dtype);

    /// <summary>0, 1, 2, … up to <paramref name="count"/> − 1.</summary>
    public static Tensor Arange(int count, DType dtype = DType.Int32) => new Iota(new TensorType([count], dtype), 0).Of();

    /// <summary>Uniform numbers in [0, 1), a pure function of key, counter and place.</summary>
    internal static Tensor RandomUniform(Shape shape, ulong key, Tensor counter) => new RandomUniform(shape, key).Of(counter);
}
