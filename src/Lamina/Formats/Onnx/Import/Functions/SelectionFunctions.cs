namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that take some elements out of a tensor, or put some in.</summary>
internal static class SelectionFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("Slice", Slice),
        OnnxFunction.Of("Gather", static call => call.X.Take(call[1].Cast(DType.Int32), call.Axis(call.X, call.Whole("axis", 0)))),
        OnnxFunction.Of("GatherElements", GatherElements),
        OnnxFunction.Of("GatherND", GatherND),
        OnnxFunction.Of("ScatterND", static call => call.X.ScatterUpdate(
            FromEnd(call[1], call.X.Shape), call[2], ReductionOf(call))),
        OnnxFunction.Of("ScatterElements", ScatterElements),
        OnnxFunction.Of("Scatter", ScatterElements),
        OnnxFunction.Of("Trilu", Triangle),
    ];

    private static Tensor Slice(OnnxCall call)
    {
        var x = call.X;
        var starts = call.Opset < 10 ? call.Wholes("starts") ?? [] : call.WholesOf(1);
        var ends = call.Opset < 10 ? call.Wholes("ends") ?? [] : call.WholesOf(2);
        var axes = (call.Opset < 10 ? call.Wholes("axes") : call.Find(3) is null ? null : call.WholesOf(3))
            ?? [.. Enumerable.Range(0, starts.Length)];
        var steps = call.Opset < 10 || call.Find(4) is null ? [.. Enumerable.Repeat(1, starts.Length)] : call.WholesOf(4);
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw call.Error($"it has {starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps;"
                + " they must be as many, and no step 0.");
        }

        for (var i = 0; i < starts.Length; i++)
        {
            x = Sliced(x, call.Axis(x, axes[i]), starts[i], ends[i], steps[i]);
        }

        return x;
    }

    // Bounds beyond the axis are moved to its ends.
    private static Tensor Sliced(Tensor x, int axis, long start, long end, long step)
    {
        long length = x.Shape[axis];
        var (low, high) = step > 0 ? (0L, length) : (-1L, length - 1);
        start = Math.Clamp(start < 0 ? start + length : start, Math.Max(low, 0), high);
        end = Math.Clamp(end < 0 ? end + length : end, low, high);
        var count = (int)Math.Max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
        if (count == 0)
        {
            return x.Slice(axis, 0, 0);
        }

        return step > 0
            ? x.Slice(axis, (int)start, count, (int)Math.Min(step, length))
            : x.Slice(axis, (int)(start + ((count - 1) * step)), count, (int)Math.Min(-step, length)).Flip(axis);
    }

    private static Tensor GatherElements(OnnxCall call)
    {
        var (x, indices) = (call.X, call[1].Cast(DType.Int32));
        var axis = call.Axis(x, call.Whole("axis", 0));
        if (indices.Rank != x.Rank)
        {
            throw call.Error($"its indices {indices.Shape} need as many axes as the input {x.Shape}.");
        }

        for (var i = 0; i < x.Rank; i++)
        {
            x = i == axis || indices.Shape[i] == x.Shape[i] ? x : x.Slice(i, 0, indices.Shape[i]);
        }

        return x.TakeAlongAxis(indices, axis);
    }

    private static Tensor GatherND(OnnxCall call)
    {
        var (x, indices) = (call.X, call[1].Cast(DType.Int32));
        var batch = call.Whole("batch_dims", 0);
        var depth = indices.Rank == 0 ? 0 : indices.Shape[^1];
        if (indices.Rank == 0 || batch < 0 || batch + depth > x.Rank || batch >= indices.Rank || x.Shape[..batch] != indices.Shape[..batch])
        {
            throw call.Error($"its indices {indices.Shape} do not fit the input {x.Shape} with {batch} axes in common.");
        }

        indices = FromEnd(indices, x.Shape[batch..]);
        var rows = x.Shape[..batch].Size;
        var places = Places(indices, x.Shape[batch..(batch + depth)]).Reshape([rows, -1]);
        places += Tensor.Arange(rows).Reshape([rows, 1]) * x.Shape[batch..(batch + depth)].Size;
        Shape rest = x.Shape[(batch + depth)..];
        return x.Reshape([x.Shape[..(batch + depth)].Size, .. rest]).Gather(places.Reshape([places.Shape.Size]))
            .Reshape([.. indices.Shape[..^1], .. rest]);
    }

    private static Tensor ScatterElements(OnnxCall call)
    {
        var (x, indices, updates) = (call.X, call[1].Cast(DType.Int32), call[2]);
        var axis = call.Axis(x, call.Whole("axis", 0));
        var place = Tensor.Zeros(indices.Shape, DType.Int32);
        for (var i = 0; i < x.Rank; i++)
        {
            var along = i == axis
                ? Tensor.Where(indices < 0, indices + x.Shape[axis], indices)
                : Tensor.Arange(indices.Shape[i]).Reshape([.. Enumerable.Range(0, x.Rank).Select(j => j == i ? indices.Shape[i] : 1)]);
            place = (place * x.Shape[i]) + along;
        }

        return x.Ravel().ScatterUpdate(place.Reshape([place.Shape.Size, 1]), updates.Ravel(), ReductionOf(call)).Reshape(x.Shape);
    }

    private static ScatterReduction ReductionOf(OnnxCall call) => call.Text("reduction", "none") switch
    {
        "none" => ScatterReduction.Replace,
        "add" => ScatterReduction.Add,
        "mul" => ScatterReduction.Multiply,
        "max" => ScatterReduction.Max,
        "min" => ScatterReduction.Min,
        var other => throw call.Error($"its reduction '{other}' is none of none, add, mul, max and min."),
    };

    // Indices below 0 count from the end of the axis that their place in the last axis names.
    private static Tensor FromEnd(Tensor indices, Shape shape)
    {
        var at = indices.Cast(DType.Int32);
        int[] lengths = [.. shape[..Math.Min(shape.Rank, at.Rank == 0 ? 0 : at.Shape[^1])]];
        return Tensor.Where(at < 0, at + Tensor.From<int>(lengths), at);
    }

    // The row-major place of coordinates in the last axis.
    private static Tensor Places(Tensor indices, Shape shape)
    {
        var place = Tensor.Zeros(indices.Shape[..^1], DType.Int32);
        for (var i = 0; i < shape.Rank; i++)
        {
            place = (place * shape[i]) + indices.Select(-1, i);
        }

        return place;
    }

    private static Tensor Triangle(OnnxCall call)
    {
        var x = call.X;
        var k = call.Find(1) is null ? 0 : (int)call.ValueOf(1);
        var below = Tensor.Tri(x.Shape[^2], x.Shape[^1], call.Whole("upper", 1) != 0 ? k - 1 : k, DType.Bool);
        return Tensor.Where(call.Whole("upper", 1) != 0 ? !below : below, x, x.ZerosLike());
    }
}
