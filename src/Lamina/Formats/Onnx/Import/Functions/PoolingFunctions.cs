using Windows = Lamina.Ops.Windows;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Pools of maps [batch, channels, places..].</summary>
internal static class PoolingFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("MaxPool", static call => OnnxWindows.First(
            OnnxWindows.Last(call.X.Floats()).MaxPool(OnnxWindows.Of(call).Over(call.X.Shape[2..]))).Cast(call.X.DType)),
        OnnxFunction.Of("AveragePool", AveragePool),
        OnnxFunction.Of("LpPool", LpPool),
        Global("GlobalAveragePool", static (_, x, axes) => x.Mean(axes, keepDims: true)),
        Global("GlobalMaxPool", static (_, x, axes) => x.Max(axes, keepDims: true)),
        Global("GlobalLpPool", static (call, x, axes) =>
            call.Whole("p", 2) is var p && p == 2 ? x.Square().Sum(axes, keepDims: true).Sqrt()
            : x.Abs().Pow((double)p).Sum(axes, keepDims: true).Pow(1.0 / p)),
    ];

    private static Tensor AveragePool(OnnxCall call)
    {
        var (windows, lengths) = (OnnxWindows.Of(call), call.X.Shape[2..]);
        var x = OnnxWindows.Last(call.X);
        if (call.Whole("count_include_pad", 0) == 0)
        {
            return OnnxWindows.First(x.AveragePool(windows.Over(lengths)));
        }

        // Zeros that stand around count; what a last window sees beyond them does not.
        var (before, after) = windows.Pads(lengths);
        (int, int)[] widths = [(0, 0), .. before.Zip(after), (0, 0)];
        int[] beyond = [.. after.Select((behind, i) => call.Whole("ceil_mode", 0) == 0 ? 0 : windows.Beyond(i, lengths[i], before[i], behind))];
        var over = new Windows([.. windows.Sizes], [.. windows.Strides], [.. windows.Dilations], [.. new int[before.Length]], [.. beyond]);
        return OnnxWindows.First(x.Pad(widths).AveragePool(over));
    }

    private static Tensor LpPool(OnnxCall call)
    {
        var p = call.Whole("p", 2);
        var windows = OnnxWindows.Of(call).Over(call.X.Shape[2..]);
        var sums = OnnxWindows.Last(call.X.Abs().Pow((double)p)).AveragePool(windows, countPadding: true) * windows.Elements;
        return OnnxWindows.First(sums.Pow(1.0 / p));
    }

    private static OnnxFunction Global(string name, Func<OnnxCall, Tensor, int[], Tensor> pool) => OnnxFunction.Of(
        name, call => pool(call, call.X, [.. Enumerable.Range(2, Math.Max(0, call.X.Rank - 2))]));
}
