using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Convolutions and pooling as functions of tensors; maps are [batch, places.., channels], or have their
/// channels
/// first. One number for strides, sizes or dilation is for all axes of places.</summary>
public static class TensorWindows
{
    extension(Tensor inputs)
    {
        /// <summary>A map convolved with a kernel: [window.., channels, filters] → [batch, windows..,
        /// filters].</summary>
        /// <param name="kernel">The kernel; of a divisor of the channels, these are divided into groups.</param>
        /// <param name="strides">The places from one window to the next; 1 where null.</param>
        /// <param name="padding">What is put around the map.</param>
        /// <param name="dataFormat">Where the channels stand.</param>
        /// <param name="dilationRate">The places from one element of a window to the next; 1 where null.</param>
        public Tensor Conv(
            Tensor kernel, Axes? strides = null, Padding padding = Padding.Valid,
            DataFormat dataFormat = DataFormat.ChannelsLast, Axes? dilationRate = null)
        {
            var windows = KernelWindows("Conv", kernel, strides, padding, dilationRate);
            windows.Check("Conv", inputs.Shape, dataFormat);
            var x = dataFormat.ToChannelsLast(inputs);
            var groups = Math.Max(1, x.Shape[^1] / Math.Max(1, kernel.Shape[^2]));
            return dataFormat.FromChannelsLast(x.Convolve(kernel, windows.Over(x.Shape), groups));
        }

        /// <summary>Each channel of a map convolved for itself: kernel [window.., channels, multiplier].</summary>
        /// <inheritdoc cref="Conv"/>
        public Tensor DepthwiseConv(
            Tensor kernel, Axes? strides = null, Padding padding = Padding.Valid,
            DataFormat dataFormat = DataFormat.ChannelsLast, Axes? dilationRate = null)
        {
            var windows = KernelWindows("DepthwiseConv", kernel, strides, padding, dilationRate);
            windows.Check("DepthwiseConv", inputs.Shape, dataFormat);
            return dataFormat.FromChannelsLast(windows.ConvolveDepthwise(dataFormat.ToChannelsLast(inputs), kernel));
        }

        /// <summary>Each channel of a map convolved for itself, and then the channels mixed at each place.</summary>
        /// <param name="depthwiseKernel">[window.., channels, multiplier].</param>
        /// <param name="pointwiseKernel">[1.., channels·multiplier, filters].</param>
        /// <param name="strides">The places from one window to the next; 1 where null.</param>
        /// <param name="padding">What is put around the map.</param>
        /// <param name="dataFormat">Where the channels stand.</param>
        /// <param name="dilationRate">The places from one element of a window to the next; 1 where null.</param>
        public Tensor SeparableConv(
            Tensor depthwiseKernel, Tensor pointwiseKernel, Axes? strides = null, Padding padding = Padding.Valid,
            DataFormat dataFormat = DataFormat.ChannelsLast, Axes? dilationRate = null) => inputs
            .DepthwiseConv(depthwiseKernel, strides, padding, dataFormat, dilationRate)
            .Conv(pointwiseKernel, dataFormat: dataFormat);

        /// <summary>Each place of a map spread over a window, what overlaps added: kernel [window.., filters,
        /// channels].</summary>
        /// <param name="kernel">The kernel.</param>
        /// <param name="strides">The places by which windows move; 1 where null.</param>
        /// <param name="padding">Whether what lies around the map is cut off.</param>
        /// <param name="outputPadding">The places by which the result is longer than the least length; as the strides
        /// say where
        /// null.</param>
        /// <param name="dataFormat">Where the channels stand.</param>
        /// <param name="dilationRate">The places from one element of a window to the next; 1 where null.</param>
        public Tensor ConvTranspose(
            Tensor kernel, Axes? strides = null, Padding padding = Padding.Valid, Axes? outputPadding = null,
            DataFormat dataFormat = DataFormat.ChannelsLast, Axes? dilationRate = null)
        {
            var windows = KernelWindows("ConvTranspose", kernel, strides, padding, dilationRate);
            Places.CheckRank("ConvTranspose", windows.Sizes.Count, inputs.Shape);
            Axes? more = outputPadding is { } given ? Places.Spread(given, windows.Sizes.Count) : null;
            var enlarging = new EnlargingWindows(windows, more);
            return dataFormat.FromChannelsLast(enlarging.Convolve(dataFormat.ToChannelsLast(inputs), kernel));
        }

        /// <summary>The largest value of each channel in each window of a map.</summary>
        /// <param name="poolSize">The size of a window.</param>
        /// <param name="strides">The places from one window to the next; the window's size where null.</param>
        /// <param name="padding">What is put around the map; it is not looked at.</param>
        /// <param name="dataFormat">Where the channels stand.</param>
        public Tensor MaxPool(
            Axes poolSize, Axes? strides = null, Padding padding = Padding.Valid,
            DataFormat dataFormat = DataFormat.ChannelsLast) =>
            Pooled("MaxPool", inputs, poolSize, strides, padding, dataFormat, static (x, windows) => x.MaxPool(windows));

        /// <summary>The mean of each channel in each window of a map; what is around the map does not count.</summary>
        /// <inheritdoc cref="MaxPool"/>
        public Tensor AveragePool(
            Axes poolSize, Axes? strides = null, Padding padding = Padding.Valid,
            DataFormat dataFormat = DataFormat.ChannelsLast) =>
            Pooled(
                "AveragePool", inputs, poolSize, strides, padding, dataFormat, static (x, windows) => x.AveragePool(windows));

        /// <summary>The largest value of each channel in each bin of a map that is divided into a given number of
        /// them.</summary>
        /// <param name="outputSize">The number of bins along each axis of places.</param>
        /// <param name="dataFormat">Where the channels stand.</param>
        public Tensor AdaptiveMaxPool(Axes outputSize, DataFormat dataFormat = DataFormat.ChannelsLast) =>
            InBins(inputs, outputSize, dataFormat, static (x, axis) => x.Max(axis, keepDims: true));

        /// <summary>The mean of each channel in each bin of a map that is divided into a given number of
        /// them.</summary>
        /// <inheritdoc cref="AdaptiveMaxPool"/>
        public Tensor AdaptiveAveragePool(Axes outputSize, DataFormat dataFormat = DataFormat.ChannelsLast) =>
            InBins(inputs, outputSize, dataFormat, static (x, axis) => x.Mean(axis, keepDims: true));
    }

    private static LayerWindows KernelWindows(string name, Tensor kernel, Axes? strides, Padding padding, Axes? dilationRate)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Places.RefuseCausal(name, padding);
        var sizes = kernel.Rank >= 3
            ? kernel.Shape[..^2]
            : throw Mismatch.Shapes(
                $"{name} needs a kernel of at least three axes: a window, and two of channels.",
                ("kernel", kernel.Shape));
        var (steps, dilations) = (Places.Spread(strides ?? 1, sizes.Rank), Places.Spread(dilationRate ?? 1, sizes.Rank));
        Places.CheckSizes(name, nameof(strides), steps, sizes.Rank);
        Places.CheckSizes(name, nameof(dilationRate), dilations, sizes.Rank);
        return new LayerWindows([.. sizes], steps, dilations, padding);
    }

    private static Tensor Pooled(
        string name, Tensor x, Axes poolSize, Axes? strides, Padding padding, DataFormat format,
        Func<Tensor, Windows, Tensor> pool)
    {
        ArgumentNullException.ThrowIfNull(x);
        Places.RefuseCausal(name, padding);
        var places = Math.Max(1, x.Rank - 2);
        var (sizes, steps) = (Places.Spread(poolSize, places), Places.Spread(strides ?? poolSize, places));
        Places.CheckSizes(name, nameof(poolSize), sizes, places);
        Places.CheckSizes(name, nameof(strides), steps, places);
        var windows = new LayerWindows(sizes, steps, Places.Spread(1, places), padding);
        windows.Check(name, x.Shape, format);
        x = format.ToChannelsLast(x);
        return format.FromChannelsLast(pool(x, windows.Over(x.Shape)));
    }

    // Bin by bin and axis by axis: bins are few.
    private static Tensor InBins(Tensor x, Axes outputSize, DataFormat format, Func<Tensor, int, Tensor> reduce)
    {
        ArgumentNullException.ThrowIfNull(x);
        var places = Math.Max(1, x.Rank - 2);
        var sizes = Places.Spread(outputSize, places);
        Places.CheckSizes("AdaptivePool", nameof(outputSize), sizes, places);
        x = format.ToChannelsLast(x);
        for (var i = 0; i < places; i++)
        {
            var (axis, map) = (i + 1, x);
            var bins = new Bins(x.Shape[axis], sizes[i]);
            Tensor Of(int bin) => reduce(map.Slice(axis, bins.Start(bin), bins.End(bin) - bins.Start(bin)), axis);
            x = Tensor.Concat([.. Enumerable.Range(0, bins.Count).Select(Of)], axis);
        }

        return format.FromChannelsLast(x);
    }
}
