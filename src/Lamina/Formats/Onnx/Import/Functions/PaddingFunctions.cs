namespace Lamina.Formats.Onnx.Import;

/// <summary>The operator that puts elements around a tensor.</summary>
internal static class PaddingFunctions
{
    // Where elements are repeated a list of places is made, which must stay small.
    private const int Longest = 1 << 22;

    public static OnnxFunction[] Rows { get; } = [OnnxFunction.Of("Pad", Pad)];

    /// <summary>How many elements come before and behind each axis; negative where some are cut off.</summary>
    public static (int Before, int After)[] WidthsOf(OnnxCall call, int rank)
    {
        var pads = (call.Opset < 11 ? call.Wholes("pads") ?? call.Wholes("paddings") : call.WholesOf(1)) ?? [];
        int[] axes = call.Opset >= 18 && call.Find(3) is not null
            ? [.. call.WholesOf(3).Select(axis => call.Axis(call.X, axis))]
            : [.. Enumerable.Range(0, rank)];
        if (pads.Length != 2 * axes.Length)
        {
            throw call.Error($"it has {pads.Length} widths; {axes.Length} axes need {2 * axes.Length}.");
        }

        var widths = new (int Before, int After)[rank];
        for (var i = 0; i < axes.Length; i++)
        {
            widths[axes[i]] = (pads[i], pads[i + axes.Length]);
        }

        return widths;
    }

    /// <summary>The number that is put there.</summary>
    public static double ValueOf(OnnxCall call) =>
        call.Opset < 11 ? call.Number("value", 0) : call.Find(2) is null ? 0 : call.ValueOf(2);

    private static Tensor Pad(OnnxCall call)
    {
        var x = call.X;
        var widths = WidthsOf(call, x.Rank);
        for (var axis = 0; axis < widths.Length; axis++)
        {
            var (before, after) = widths[axis];
            var (cutBefore, cutAfter) = (Math.Max(0, -(long)before), Math.Max(0, -(long)after));
            if (cutBefore + cutAfter > x.Shape[axis])
            {
                throw call.Error($"it cuts {cutBefore} and {cutAfter} off axis {axis}, which has {x.Shape[axis]}.");
            }

            x = x.Slice(axis, (int)cutBefore, (int)(x.Shape[axis] - cutBefore - cutAfter));
            widths[axis] = (Math.Max(0, before), Math.Max(0, after));
        }

        return call.Text("mode", "constant") switch
        {
            "constant" => x.Pad(widths, PadMode.Constant, ValueOf(call)),
            "edge" => Around(call, x, widths, static (at, length) => Math.Clamp(at, 0, length - 1)),
            "wrap" => Around(call, x, widths, static (at, length) => ((at % length) + length) % length),
            "reflect" => Around(call, x, widths, Mirror),
            var other => throw call.Error($"its mode '{other}' is none of constant, edge, reflect and wrap."),
        };
    }

    private static Tensor Around(OnnxCall call, Tensor x, (int Before, int After)[] widths, Func<int, int, int> place)
    {
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var (before, after) = widths[axis];
            var length = x.Shape[axis];
            if (before == 0 && after == 0)
            {
                continue;
            }

            if (length == 0 || (long)before + after + length > Longest)
            {
                throw call.Error($"axis {axis} has {length} elements; it cannot become {(long)before + after + length} long by repeating them.");
            }

            int[] places = [.. Enumerable.Range(-before, before + length + after).Select(at => place(at, length))];
            x = x.Take(Tensor.From<int>(places), axis);
        }

        return x;
    }

    private static int Mirror(int at, int length)
    {
        if (length == 1)
        {
            return 0;
        }

        var period = 2 * (length - 1);
        var within = ((at % period) + period) % period;
        return within < length ? within : period - within;
    }
}
