using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Products of matrices.</summary>
internal static class ProductRules
{
    public static readonly KeyValuePair<Type, OnnxRule>[] All = [Row<MatMul>(Product), Row<Fourier>(Transformed)];

    public static readonly OnnxPattern[] Patterns = [Dense, Pointwise, ProductOfRows];

    /// <summary>A product of all vectors along the last axis with one matrix, however it is written.</summary>
    /// <returns>Null where the node is none.</returns>
    public static (TracedNode X, TracedNode W)? RowsTimesMatrix(TracedNode node) => node switch
    {
        { Op: MatMul { TransposeA: false, TransposeB: false }, Inputs: [var x, { Rank: 2 } w] } => (x, w),
        { Op: Reshape, Inputs: [{ Op: MatMul { TransposeA: false, TransposeB: false }, Inputs: [{ Op: Reshape, Inputs: [var x] }, { Rank: 2 } w] }] }
            when x.Rank == node.Rank && x.Shape[..^1].AsSpan().SequenceEqual(node.Shape.AsSpan(..^1))
            => (x, w),
        _ => null,
    };

    private static OnnxValue? ProductOfRows(OnnxEmitter e, TracedNode node) => node.Op is Reshape && RowsTimesMatrix(node) is var (x, w)
        ? e.Add("MatMul", [e.Plain(e[x]), e.Plain(e[w])], node.Shape, node.DType)
        : null;

    // A convolution whose window is one place is computed as a product; on a map that has its channels behind the batch
    // already, it is written as what it was.
    private static OnnxValue? Pointwise(OnnxEmitter e, TracedNode node)
    {
        var (product, bias) = node is { Op: Add, Inputs: [{ Op: Reshape } inner, { Rank: 1, IsFixed: true } vector] } && vector.Shape[0] == node.Shape[^1]
            ? (inner, vector)
            : (node, null);
        if (product.Op is not Reshape || RowsTimesMatrix(product) is not var (x, w) || !w.IsFixed || !ConvolutionRules.HasChannelsFirst(e[x]))
        {
            return null;
        }

        var places = Enumerable.Repeat(1, node.Rank - 2).ToArray();
        var kernel = e.Fixed(w.Formula.TransposeLast().Reshape([(int)w.Shape[1].First, (int)w.Shape[0].First, .. places]), e[w].Hint);
        return ConvolutionRules.FromFirst(e, e.Add(
            "Conv", [ConvolutionRules.ChannelsFirst(e, e[x]), kernel, .. bias is null ? Array.Empty<OnnxValue>() : [e.Plain(e[bias])]],
            [node.Shape[0], node.Shape[^1], .. node.Shape[1..^1]], node.DType,
            OnnxAttribute.Of("kernel_shape", [.. places.Select(place => (long)place)])));
    }

    // A layer of units on vectors.
    private static OnnxValue? Dense(OnnxEmitter e, TracedNode node) =>
        node is { Op: Add, Rank: 2, Inputs: [{ Op: MatMul { TransposeA: false } product, Inputs: [{ Rank: 2 } x, { Rank: 2, IsFixed: true } w] }, { Rank: 1, IsFixed: true } b] }
        && b.Shape[0] == node.Shape[1]
            ? e.Add(
                "Gemm", [e.Plain(e[x]), e.Plain(e[w]), e.Plain(e[b])], node.Shape, node.DType,
                product.TransposeB ? [OnnxAttribute.Of("transB", 1L)] : [])
            : null;

    private static OnnxValue Product(OnnxEmitter e, TracedNode node)
    {
        var op = node.Same<MatMul>();
        return e.Add(
            "MatMul", [Turned(e, e[node.Inputs[0]], op.TransposeA), Turned(e, e[node.Inputs[1]], op.TransposeB)], node.Shape, node.DType);
    }

    // ONNX divides the inverse by the count.
    private static OnnxValue Transformed(OnnxEmitter e, TracedNode node)
    {
        var op = node.Same<Fourier>();
        var rank = node.Rank;
        var x = e.Plain(e[node.Inputs[0]]);
        x = rank < 3 ? e.Reshape(x, [e.One, .. node.Shape]) : x;
        var y = e.Add(
            "DFT", [x], x.Base, node.DType, OnnxAttribute.Of("axis", x.Base.Length - 2L), OnnxAttribute.Of("inverse", op.Inverse ? 1L : 0L));
        var count = OnnxOps.Cast(e, e.Reshape(e.Number(node.Shape[^2]), []), node.DType);
        return e.Reshape(op.Inverse ? e.Add("Mul", [y, count], y.Base, node.DType) : y, node.Shape);
    }

    // Repetitions along the batch axes are made by the product itself.
    private static OnnxValue Turned(OnnxEmitter e, OnnxValue x, bool turn)
    {
        x = x is { IsStretched: true, Inner.Length: >= 2 } && x.Inner[^1] == x.Shape[^1] && x.Inner[^2] == x.Shape[^2]
            ? x with { Shape = x.Inner }
            : x;
        var rank = x.Shape.Length;
        return e.Plain(turn ? e.Transpose(x, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]) : x);
    }
}
