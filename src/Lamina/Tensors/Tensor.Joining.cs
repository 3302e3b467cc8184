using Lamina.Ops;

namespace Lamina;

// Tensors cut into parts, and parts put together.
public sealed partial class Tensor
{
    /// <summary>Equal parts along an axis.</summary>
    /// <exception cref="ShapeMismatchException">The parts would not be equal.</exception>
    public Tensor[] Split(int sections, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sections);
        var length = Shape[Shape.NormalizeAxis(axis)];
        return length % sections == 0
            ? ArraySplit(sections, axis)
            : throw Mismatch.Shapes(
                $"Split needs equal parts; axis {axis} of length {length} has no {sections} of them.", ("x", Shape));
    }

    /// <summary>Parts along an axis that begin at 0 and at each of some places.</summary>
    public Tensor[] Split(int[] indices, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var length = Shape[Shape.NormalizeAxis(axis)];
        int[] bounds = [0, .. indices.Select(i => Math.Clamp(i < 0 ? i + length : i, 0, length)), length];
        return [.. bounds.Zip(bounds.Skip(1), (from, to) => Slice(axis, from, Math.Max(0, to - from)))];
    }

    /// <summary>Parts along an axis, as equal as can be; the first ones are longer by one.</summary>
    public Tensor[] ArraySplit(int sections, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sections);
        var (size, longer) = Math.DivRem(Shape[Shape.NormalizeAxis(axis)], sections);
        return Split([.. Enumerable.Range(1, sections - 1).Select(i => (i * size) + Math.Min(i, longer))], axis);
    }

    /// <summary>The tensors along an axis, which is taken away.</summary>
    public Tensor[] Unstack(int axis = 0) =>
        [.. Enumerable.Range(0, Shape[Shape.NormalizeAxis(axis)]).Select(i => Select(axis, i))];

    /// <summary>Another tensor behind this one along an axis; where null, the elements of both in one axis.</summary>
    public Tensor Append(Tensor other, int? axis = null)
    {
        var (a, b) = Alike(this, other);
        return axis is { } along ? Concat([a, b], along) : Concat([a.Ravel(), b.Ravel()], 0);
    }

    /// <summary>Tensors side by side: along the second axis, vectors along their only one.</summary>
    public static Tensor HStack(params ReadOnlySpan<Tensor> tensors)
    {
        Tensor[] all = [.. tensors.ToArray().Select(static x => x.Rank == 0 ? x.Reshape([1]) : x)];
        return Concat(all, all[0].Rank == 1 ? 0 : 1);
    }

    /// <summary>Tensors below each other: along the first axis, vectors as rows.</summary>
    public static Tensor VStack(params ReadOnlySpan<Tensor> tensors) =>
        Concat([.. tensors.ToArray().Select(static x => x.Rank < 2 ? x.Reshape([1, x.Shape.Size]) : x)], 0);

    /// <summary>Tensors behind each other: along the third axis, which is added where there are fewer.</summary>
    public static Tensor DStack(params ReadOnlySpan<Tensor> tensors) => Concat(
        [
            .. tensors.ToArray().Select(static x =>
                x.Rank < 2 ? x.Reshape([1, x.Shape.Size, 1]) : x.Rank == 2 ? x.ExpandDims(2) : x),
        ],
        2);

    /// <summary>Tensors side by side, vectors as columns.</summary>
    public static Tensor ColumnStack(params ReadOnlySpan<Tensor> tensors) =>
        Concat([.. tensors.ToArray().Select(static x => x.Rank < 2 ? x.Reshape([x.Shape.Size, 1]) : x)], 1);
}
