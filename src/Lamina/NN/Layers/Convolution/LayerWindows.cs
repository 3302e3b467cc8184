using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The windows of a layer, whose padding becomes numbers once the map is known.</summary>
/// <param name="Sizes">The elements of a window along each axis of places.</param>
/// <param name="Strides">The places from one window to the next.</param>
/// <param name="Dilations">The places from one element of a window to the next.</param>
/// <param name="Padding">What is put around the map.</param>
internal sealed record LayerWindows(Axes Sizes, Axes Strides, Axes Dilations, Padding Padding)
{
    /// <summary>A length of axes of places on which there is a window, and on twice of which there are more.</summary>
    public int TraceLength => Enumerable.Range(0, Sizes.Count).Max(i => Math.Max(Extent(i), Strides[i]));

    /// <summary>Makes sure that windows fit in maps of a shape.</summary>
    /// <exception cref="ShapeMismatchException">Along an axis there is not one window.</exception>
    public void Check(string layer, Shape input, DataFormat format)
    {
        Places.CheckRank(layer, Sizes.Count, input);
        for (var i = 0; i < Sizes.Count; i++)
        {
            var length = input[Places.First(format) + i];
            if (length != Shape.Unknown && length < (Padding == Padding.Valid ? Extent(i) : 1))
            {
                throw Mismatch.Shapes(
                    $"{layer} needs a map at least as large as its window: along axis {i + 1} of places the window covers"
                    + $" {Extent(i)}, and the map has {length}; make the window smaller, or pad the map.",
                    ("input", input),
                    ("window", [.. Sizes]));
            }
        }
    }

    /// <summary>The windows over maps of a shape [batch, places.., channels].</summary>
    public Windows Over(Shape input)
    {
        var (before, after) = (new int[Sizes.Count], new int[Sizes.Count]);
        for (var i = 0; i < before.Length; i++)
        {
            (before[i], after[i]) = Around(i, input[i + 1]);
        }

        return new Windows(Sizes, Strides, Dilations, new Axes(before), new Axes(after));
    }

    /// <summary>Each channel of a map convolved for itself: x [batch, places.., channels], kernel [window.., channels,
    /// multiplier] → [batch, windows.., channels·multiplier].</summary>
    public Tensor ConvolveDepthwise(Tensor x, Tensor kernel)
    {
        Shape grouped = [.. Sizes, 1, kernel.Shape[^2] * kernel.Shape[^1]];
        return x.Convolve(kernel.Reshape(grouped), Over(x.Shape), groups: kernel.Shape[^2]);
    }

    /// <summary>The places that a window covers along an axis.</summary>
    public int Extent(int axis) => ((Sizes[axis] - 1) * Dilations[axis]) + 1;

    // Of an odd number the larger half comes behind.
    private (int Before, int After) Around(int axis, int length)
    {
        var count = (length + Strides[axis] - 1) / Strides[axis];
        var missing = Math.Max(0, ((count - 1) * Strides[axis]) + Extent(axis) - length);
        return Padding switch
        {
            Padding.Valid => (0, 0),
            Padding.Causal => (Extent(axis) - 1, 0),
            _ => (missing / 2, missing - (missing / 2)),
        };
    }
}
