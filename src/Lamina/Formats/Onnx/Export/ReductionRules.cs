using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Sums, the largest and the order along axes.</summary>
internal static class ReductionRules
{
    public static readonly KeyValuePair<Type, OnnxRule>[] All =
    [
        Row<Sum>(Summed),
        Row<Max>(static (e, node) => Largest(e, node)),
        Row<ArgMax>(static (e, node) => Place(e, node)),
        Row<ArgSort>(Sorted),
        Row<CumulativeSum>(Running),
        Row<Softmax>(static (e, node) => Last(e, node, "Softmax")),
        Row<LogSoftmax>(static (e, node) => Last(e, node, "LogSoftmax")),
    ];

    public static readonly OnnxPattern[] Patterns = [Averaged];

    /// <summary>Along which axes a node is the mean of another, whether these stay or not; null where it is none.</summary>
    public static (TracedNode X, Axes Axes)? Mean(TracedNode node)
    {
        if (node is not { Op: Divide, Inputs: [var total, { Op: Fill, Rank: 0 } count] })
        {
            return null;
        }

        var sum = total is { Op: Reshape, Inputs: [{ Op: Sum } inner] } ? inner : total;
        if (sum is not { Op: Sum { Axes: var axes }, Inputs: [var x] } || total.Rank != (total == sum ? x.Rank : x.Rank - axes.Count))
        {
            return null;
        }

        var isMean = node.Traces.Index().All(trace =>
            ((Fill)count.Traces[trace.Index].Op).Value == axes.Aggregate(1.0, (product, axis) => product * x.Shape[axis].Values[trace.Index]));
        return isMean ? (x, axes) : null;
    }

    // Of all places of a map with its channels behind the batch it has a name of its own.
    private static OnnxValue? Averaged(OnnxEmitter e, TracedNode node)
    {
        if (Mean(node) is not var (x, axes) || x.DType != node.DType)
        {
            return null;
        }

        var (bare, order) = ShapingRules.Bare(e, e[x]);
        long[] at = [.. axes.Select(axis => (long)(order is { } p ? p[axis] : axis)).Order()];
        Length[] shape = [.. bare.Base.Select((length, axis) => at.Contains(axis) ? e.One : length)];
        var isGlobal = order is not null && at.AsSpan().SequenceEqual([.. Enumerable.Range(2, x.Rank - 2).Select(axis => (long)axis)]);
        var y = isGlobal
            ? e.Add("GlobalAveragePool", [bare], shape, node.DType)
            : e.Add("ReduceMean", [bare], shape, node.DType, OnnxAttribute.Of("axes", at));
        Length[] kept = [.. x.Shape.Select((length, axis) => axes.Contains(axis) ? e.One : length)];
        return e.Reshape(y with { Order = order, Shape = kept }, node.Shape);
    }

    private static OnnxValue Summed(OnnxEmitter e, TracedNode node)
    {
        var (x, axes, result) = Along(e, node, node.Same<Sum>().Axes);
        x = Cast(e, x, node.DType);
        return result(shape => e.Add("ReduceSum", [x, e.Longs(axes)], shape, node.DType));
    }

    private static OnnxValue Largest(OnnxEmitter e, TracedNode node)
    {
        var (x, axes, result) = Along(e, node, node.Same<Max>().Axes);
        var type = node.DType == DType.Bool ? DType.UInt8 : node.DType;
        x = Cast(e, x, type);
        return Cast(e, result(shape => e.Add("ReduceMax", [x], shape, type, OnnxAttribute.Of("axes", axes))), node.DType);
    }

    private static OnnxValue Place(OnnxEmitter e, TracedNode node)
    {
        var (x, axes, result) = Along(e, node, node.Same<ArgMax>().Axes);
        x = Cast(e, x, x.DType == DType.Bool ? DType.Int32 : x.DType);
        return Cast(e, result(shape => e.Add("ArgMax", [x], shape, DType.Int64, OnnxAttribute.Of("axis", axes[0]))), node.DType);
    }

    // All of an axis, sorted: among equals the lower place comes first, as it should. Of truth values there is no order.
    private static OnnxValue Sorted(OnnxEmitter e, TracedNode node)
    {
        var op = node.Same<ArgSort>();
        var x = e.Plain(e[node.Inputs[0]]);
        x = Cast(e, x, x.DType == DType.Bool ? DType.Int32 : x.DType);
        var places = e.AddMany(
            "TopK", [x, e.Number(node.Shape[op.Axis])], [node.Shape, node.Shape], x.DType,
            OnnxAttribute.Of("axis", (long)op.Axis), OnnxAttribute.Of("largest", op.Descending ? 1L : 0L))[1];
        return Cast(e, places with { DType = DType.Int64 }, node.DType);
    }

    private static OnnxValue Running(OnnxEmitter e, TracedNode node)
    {
        var op = node.Same<CumulativeSum>();
        var x = e.Plain(e[node.Inputs[0]]);
        var axis = e.Fixed(Tensor.Full(Shape.Scalar, op.Axis, DType.Int64), "constant");
        return e.Add("CumSum", [x, axis], node.Shape, node.DType, OnnxAttribute.Of("reverse", op.Reverse ? 1L : 0L));
    }

    private static OnnxValue Last(OnnxEmitter e, TracedNode node, string op) =>
        e.Add(op, [e.Plain(e[node.Inputs[0]])], node.Shape, node.DType, OnnxAttribute.Of("axis", -1L));

    // In the order in which the axes stand.
    private static (OnnxValue X, long[] Axes, Func<Func<Length[], OnnxValue>, OnnxValue> Result) Along(
        OnnxEmitter e, TracedNode node, Axes axes)
    {
        var (bare, order) = ShapingRules.Bare(e, e[node.Inputs[0]]);
        long[] at = [.. axes.Select(axis => (long)(order is { } p ? p[axis] : axis)).Order()];
        var shape = order is { } o ? node.Shape.Permuted(Lengths.Inverse(o)) : node.Shape;
        return (bare, at, write => write(shape) with { Order = order, Shape = node.Shape });
    }
}
