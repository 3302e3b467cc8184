using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The windows of a transposed convolution: those over its output whose results its input could be.</summary>
/// <param name="Windows">Size, strides, dilation and padding.</param>
/// <param name="OutputPadding">The places by which the output is longer than the least length; as the strides say when
/// null.</param>
internal sealed record EnlargingWindows(LayerWindows Windows, Axes? OutputPadding)
{
    /// <summary>A map spread over these windows: x [batch, places.., channels], kernel [window.., filters, channels]
    /// → [batch,
    /// larger places.., filters].</summary>
    public Tensor Convolve(Tensor x, Tensor kernel)
    {
        var count = Windows.Sizes.Count;
        var (places, before, after) = (new int[count], new int[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var length = x.Shape[i + 1];
            places[i] = Enlarged(i, length);
            before[i] = Before(i);

            // As much behind as makes the map's places the windows of the output.
            after[i] = Math.Max(0, ((length - 1) * Windows.Strides[i]) + Windows.Extent(i) - places[i] - before[i]);
        }

        var windows = new Windows(Windows.Sizes, Windows.Strides, Windows.Dilations, new Axes(before), new Axes(after));
        return x.ConvolveTransposed(kernel, windows, Shape.Create(places));
    }

    /// <summary>The length that an axis of places comes to have.</summary>
    public int Enlarged(int axis, int length)
    {
        var (extent, stride) = (Windows.Extent(axis), Windows.Strides[axis]);
        return Windows.Padding == Padding.Valid
            ? ((length - 1) * stride) + extent + (OutputPadding?[axis] ?? Math.Max(stride - extent, 0))
            : ((length - 1) * stride) + (OutputPadding is { } padding ? (extent % 2) + padding[axis] : stride);
    }

    // How many places of the whole result are cut off in front, of which there are fewer than the window covers.
    private int Before(int axis)
    {
        if (Windows.Padding == Padding.Valid)
        {
            return 0;
        }

        var extent = Windows.Extent(axis);
        var kept = extent - 2 + (OutputPadding is { } padding ? (extent % 2) + padding[axis] : Windows.Strides[axis]);
        return extent - 1 - Math.Min((kept + 1) / 2, extent - 1);
    }
}
