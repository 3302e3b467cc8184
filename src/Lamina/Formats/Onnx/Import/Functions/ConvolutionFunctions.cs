using Windows = Lamina.Ops.Windows;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Convolutions of maps [batch, channels, places..].</summary>
internal static class ConvolutionFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("Conv", Convolve),
        OnnxFunction.Of("ConvTranspose", ConvolveTransposed),
    ];

    /// <summary>The windows of a convolution: as large as its kernel [.., .., window..].</summary>
    public static OnnxWindows WindowsOf(OnnxCall call, Shape kernel)
    {
        int[] sizes = [.. kernel[Math.Min(2, kernel.Rank)..]];
        return kernel.Rank >= 3 && (call.Wholes("kernel_shape") is not { } said || said.SequenceEqual(sizes)) && sizes.All(size => size > 0)
            ? new OnnxWindows(call, sizes)
            : throw call.Error($"its kernel has the shape {kernel}, which is not that of windows"
                + $" [{string.Join(", ", call.Wholes("kernel_shape") ?? [])}].");
    }

    /// <summary>Where a transposed convolution's output begins and ends within the whole, and how much longer it is.</summary>
    public static (int[] Before, int[] After, int[] Output) Enlarged(OnnxCall call, OnnxWindows windows, IReadOnlyList<int> lengths)
    {
        var count = windows.Sizes.Length;
        var longer = call.Wholes("output_padding") ?? new int[count];
        var wanted = call.Wholes("output_shape");
        wanted = wanted is not null && wanted.Length == count + 2 ? wanted[2..] : wanted;
        if (longer.Length != count || (wanted is not null && wanted.Length != count))
        {
            throw call.Error($"its output_padding and output_shape need a number for each of {count} axes.");
        }

        var (before, after) = windows.AutoPad is "NOTSET" or "VALID" ? windows.Pads(lengths) : (new int[count], new int[count]);
        var output = new int[count];
        for (var i = 0; i < count; i++)
        {
            var whole = checked(((lengths[i] - 1) * windows.Strides[i]) + windows.Extent(i) + longer[i]);
            if (wanted is not null || windows.AutoPad.StartsWith("SAME", StringComparison.Ordinal))
            {
                output[i] = wanted?[i] ?? (lengths[i] * windows.Strides[i]);
                var cut = Math.Max(0, whole - output[i]);
                before[i] = windows.AutoPad == "SAME_UPPER" ? cut / 2 : cut - (cut / 2);
                after[i] = cut - before[i];
                continue;
            }

            output[i] = whole - before[i] - after[i];
        }

        return (before, after, output);
    }

    private static Tensor Convolve(OnnxCall call)
    {
        var (x, w) = (call.X, call[1]);
        var windows = WindowsOf(call, w.Shape);
        var y = OnnxWindows.Last(x).Convolve(
            w.Transpose([.. Enumerable.Range(2, w.Rank - 2), 1, 0]), windows.Over(x.Shape[2..]), Groups(call));
        return OnnxWindows.First(call.Find(2) is { } bias ? y + bias : y);
    }

    private static Tensor ConvolveTransposed(OnnxCall call)
    {
        var (x, w) = (call.X, call[1]);
        var windows = WindowsOf(call, w.Shape);
        var (before, after, output) = Enlarged(call, windows, x.Shape[2..]);
        if (before.Concat(after).Any(cut => cut < 0))
        {
            throw call.Error($"it would pad its output [{string.Join(", ", output)}], which Lamina does not.");
        }

        // As many places behind as make the map's places the windows of the output.
        for (var i = 0; i < after.Length; i++)
        {
            after[i] = Math.Max(0, ((x.Shape[i + 2] - 1) * windows.Strides[i]) + windows.Extent(i) - output[i] - before[i]);
        }

        var over = new Windows([.. windows.Sizes], [.. windows.Strides], [.. windows.Dilations], [.. before], [.. after]);
        var y = OnnxWindows.Last(x).ConvolveTransposed(
            w.Transpose([.. Enumerable.Range(2, w.Rank - 2), 1, 0]), over, Shape.Create(output), Groups(call));
        return OnnxWindows.First(call.Find(2) is { } bias ? y + bias : y);
    }

    private static int Groups(OnnxCall call) => call.Whole("group", 1) is > 0 and var groups
        ? groups
        : throw call.Error($"its group is {call.Whole("group", 1)}; it must be greater than 0.");
}
