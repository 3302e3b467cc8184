using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>What is chosen by index.</summary>
internal static class IndexingRules
{
    public static readonly KeyValuePair<Type, OnnxRule>[] All =
    [
        Row<Gather>(static (e, node) => e.Add("Gather", Inputs(e, node), node.Shape, node.DType, OnnxAttribute.Of("axis", 0L))),
        Row<TakeAlong>(static (e, node) => e.Add(
            "GatherElements", Inputs(e, node), node.Shape, node.DType, OnnxAttribute.Of("axis", (long)node.Same<TakeAlong>().Axis))),
        Row<ScatterAdd>(AddedRows),
        Row<AddAlong>(AddedElements),
        Row<SearchSorted>(Searched),
    ];

    private static OnnxValue[] Inputs(OnnxEmitter e, TracedNode node) => [.. node.Inputs.Select(input => e.Plain(e[input]))];

    private static OnnxValue AddedRows(OnnxEmitter e, TracedNode node)
    {
        var x = Inputs(e, node);
        var places = Cast(e, e.Reshape(x[1], [.. x[1].Shape, e.One]), DType.Int64);
        return e.Add("ScatterND", [Zeros(e, node), e.Plain(places), x[0]], node.Shape, node.DType, OnnxAttribute.Of("reduction", "add"));
    }

    private static OnnxValue AddedElements(OnnxEmitter e, TracedNode node)
    {
        var x = Inputs(e, node);
        return e.Add(
            "ScatterElements", [Zeros(e, node), x[1], x[0]], node.Shape, node.DType,
            OnnxAttribute.Of("axis", (long)((AddAlong)node.Op).Axis), OnnxAttribute.Of("reduction", "add"));
    }

    // How many of the sorted numbers are below each value, or not above it.
    private static OnnxValue Searched(OnnxEmitter e, TracedNode node)
    {
        var x = Inputs(e, node);
        var values = e.Plain(e.Reshape(x[1], [.. node.Shape, e.One]));
        Length[] all = [.. node.Shape, x[0].Shape[0]];
        var counts = node.Same<SearchSorted>().Right
            ? e.Add("LessOrEqual", [x[0], values], all, DType.Bool)
            : e.Add("Less", [x[0], values], all, DType.Bool);
        return e.Add(
            "ReduceSum", [Cast(e, counts, node.DType), e.Longs(node.Rank)], node.Shape, node.DType, OnnxAttribute.Of("keepdims", 0L));
    }

    private static OnnxValue Zeros(OnnxEmitter e, TracedNode node) =>
        e.Plain(e.Scalar(0, node.DType) with { Shape = node.Shape });
}
