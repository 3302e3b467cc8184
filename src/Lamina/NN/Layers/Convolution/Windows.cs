using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What is put around a map before windows move over it.</summary>
public enum Padding
{
    /// <summary>Nothing: only windows that lie within the map.</summary>
    Valid,

    /// <summary>As much, half on each side, that there is a window for each step over the map.</summary>
    Same,

    /// <summary>Before the first step only, so that no window sees later steps; for sequences.</summary>
    Causal,
}

/// <summary>Windows that move over the places of a map: how large, how far from one to the next, how much around.</summary>
/// <param name="Sizes">The elements of a window along each axis of places.</param>
/// <param name="Strides">The places from one window to the next.</param>
/// <param name="Dilations">The places from one element of a window to the next.</param>
/// <param name="Padding">What is put around the map.</param>
internal sealed record Windows(Axes Sizes, Axes Strides, Axes Dilations, Padding Padding)
{
    /// <summary>Makes sure that windows fit in maps of a shape [batch, places.., channels].</summary>
    /// <exception cref="ShapeMismatchException">Along an axis there is not one window.</exception>
    public void Check(string layer, Shape input)
    {
        if (input.Rank != Sizes.Count + 2)
        {
            throw Mismatch.Shapes(
                $"{layer} needs an input of {Sizes.Count + 2} axes: batch, {Sizes.Count} of places, and channels.", ("input", input));
        }

        for (var i = 0; i < Sizes.Count; i++)
        {
            if (input[i + 1] != Shape.Unknown && Count(i, input[i + 1]) < 1)
            {
                throw Mismatch.Shapes(
                    $"{layer} needs a map at least as large as its window: along axis {i + 1} of places the window covers"
                    + $" {Extent(i)}, and the map has {input[i + 1]}.",
                    ("input", input),
                    ("window", [.. Sizes]));
            }
        }
    }

    /// <summary>The elements of all windows one after the other, row-major: each [batch, windows.., channels].</summary>
    /// <param name="x">The map: [batch, places.., channels].</param>
    /// <param name="outside">What stands around the map.</param>
    public Tensor[] Elements(Tensor x, double outside = 0)
    {
        var counts = Enumerable.Range(0, Sizes.Count).Select(i => Count(i, x.Shape[i + 1])).ToArray();
        x = Padded(x, outside);
        var elements = new Tensor[Sizes.Aggregate(1, (product, size) => product * size)];
        for (var element = 0; element < elements.Length; element++)
        {
            var (slice, rest) = (x, element);
            for (var i = Sizes.Count - 1; i >= 0; i--)
            {
                slice = slice.Slice(i + 1, rest % Sizes[i] * Dilations[i], counts[i], Strides[i]);
                rest /= Sizes[i];
            }

            elements[element] = slice;
        }

        return elements;
    }

    private Tensor Padded(Tensor x, double outside)
    {
        var inside = Tensor.Ones([.. x.Shape.Select((length, i) => i == 0 || i == x.Rank - 1 ? 1 : length)], x.DType);
        var y = x;
        for (var i = 0; i < Sizes.Count; i++)
        {
            var (before, after) = Around(i, x.Shape[i + 1]);
            if (before + after > 0)
            {
                y = y.Pad(i + 1, before, after);
                inside = inside.Pad(i + 1, before, after);
            }
        }

        return outside == 0 || y == x ? y : Tensor.Where(inside > 0, y, outside);
    }

    private int Count(int axis, int length) => Padding == Padding.Valid
        ? length < Extent(axis) ? 0 : ((length - Extent(axis)) / Strides[axis]) + 1
        : (length + Strides[axis] - 1) / Strides[axis];

    private int Extent(int axis) => ((Sizes[axis] - 1) * Dilations[axis]) + 1;

    // Of an odd number the larger half comes behind.
    private (int Before, int After) Around(int axis, int length)
    {
        var missing = Math.Max(0, ((Count(axis, length) - 1) * Strides[axis]) + Extent(axis) - length);
        return Padding switch
        {
            Padding.Valid => (0, 0),
            Padding.Causal => (Extent(axis) - 1, 0),
            _ => (missing / 2, missing - (missing / 2)),
        };
    }
}
