namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that make one element of several along axes, and those that order and add them up.</summary>
internal static class ReductionFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        Reduce("ReduceSum", static (x, axes, keep) => x.Sum(axes, keep), since: 13),
        Reduce("ReduceMean", Mean),
        Reduce("ReduceMax", static (x, axes, keep) => x.Max(axes, keep)),
        Reduce("ReduceMin", static (x, axes, keep) => x.Min(axes, keep)),
        Reduce("ReduceProd", static (x, axes, keep) => x.Prod(axes, keep)),
        Reduce("ReduceL1", static (x, axes, keep) => x.Abs().Sum(axes, keep)),
        Reduce("ReduceL2", static (x, axes, keep) => x.Square().Sum(axes, keep).Sqrt()),
        Reduce("ReduceLogSum", static (x, axes, keep) => x.Sum(axes, keep).Log()),
        Reduce("ReduceLogSumExp", static (x, axes, keep) => x.LogSumExp(axes, keep)),
        Reduce("ReduceSumSquare", static (x, axes, keep) => x.Square().Sum(axes, keep)),
        OnnxFunction.Of("ArgMax", static call => ArgMax(call, call.X)),
        OnnxFunction.Of("ArgMin", static call => ArgMax(call, -call.X)),
        OnnxFunction.Of("CumSum", CumulativeSum),
        new("TopK", TopK),
    ];

    /// <summary>The axes of a reduction, counted from 0; none where it reduces nothing.</summary>
    /// <param name="call">The call.</param>
    /// <param name="since">The version since which the axes are an input.</param>
    public static int[] AxesOf(OnnxCall call, int since)
    {
        var axes = call.Opset < since ? call.Wholes("axes") : call.Wholes("axes", 1);
        return axes is { Length: > 0 } ? [.. axes.Select(axis => call.Axis(call.X, axis)).Distinct().Order()]
            : call.Whole("noop_with_empty_axes", 0) != 0 ? []
            : [.. Enumerable.Range(0, call.X.Rank)];
    }

    private static OnnxFunction Reduce(string name, Func<Tensor, int[], bool, Tensor> function, int since = 18) =>
        OnnxFunction.Of(name, call =>
        {
            var axes = AxesOf(call, since);
            return function(call.X, axes, call.Whole("keepdims", 1) != 0);
        });

    private static Tensor Mean(Tensor x, int[] axes, bool keep) => x.DType.IsFloat
        ? x.Mean(axes, keep)
        : x.Cast(DType.Float64).Mean(axes, keep).Trunc().Cast(x.DType);

    private static Tensor ArgMax(OnnxCall call, Tensor x)
    {
        var (axis, keep) = (call.Axis(x, call.Whole("axis", 0)), call.Whole("keepdims", 1) != 0);
        return call.Whole("select_last_index", 0) == 0
            ? x.ArgMax(axis, keep)
            : x.Shape[axis] - 1 - x.Flip(axis).ArgMax(axis, keep);
    }

    private static Tensor CumulativeSum(OnnxCall call)
    {
        var x = call.X;
        var axis = call.Axis(x, (int)call.ValueOf(1));
        var reverse = call.Whole("reverse", 0) != 0;
        var sums = x.CumulativeSum(axis, reverse);
        return call.Whole("exclusive", 0) != 0 ? sums - x : sums;
    }

    private static Tensor[] TopK(OnnxCall call)
    {
        var k = call.WholeOrNull("k") ?? (int)call.ValueOf(1);
        var axis = call.Axis(call.X, call.Whole("axis", -1));
        var largest = call.Whole("largest", 1) != 0;
        if (k < 0 || k > call.X.Shape[axis])
        {
            throw call.Error($"k is {k}; axis {axis} has {call.X.Shape[axis]} elements.");
        }

        var x = call.X.MoveAxis(axis, -1);
        var places = x.ArgSort(-1, descending: largest).Slice(-1, 0, k);
        return [x.TakeAlong(places).MoveAxis(-1, axis), places.MoveAxis(-1, axis)];
    }
}
