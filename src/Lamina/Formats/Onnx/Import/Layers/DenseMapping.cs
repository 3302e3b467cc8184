using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Products with matrices that stand in the file: dense layers.</summary>
internal static class DenseMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } = [("MatMul", MatMul), ("Gemm", Gemm)];

    /// <summary>The bias that the only reader of a node's output adds, [units] along the last axis; null where there is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="units">How many outputs there are.</param>
    /// <param name="behind">How many axes of length 1 stand behind that of the outputs.</param>
    /// <param name="rank">The axes of the output; the sum has no more.</param>
    public static (OnnxNode Add, GivenValue Bias)? BiasBehind(NodeImport node, int units, int behind, int rank)
    {
        if (node.Graph.OnlyReader(node.Node.Output[0], "Add") is not { Input.Count: 2 } add)
        {
            return null;
        }

        var place = add.Input[0] == node.Node.Output[0] ? 1 : 0;
        if (node.ValueOf(add, place) is not GivenValue { Value: { DType.IsFloat: true } bias } given || bias.Rank > rank || bias.Rank < behind + 1)
        {
            return null;
        }

        var axis = bias.Rank - 1 - behind;
        return bias.Shape[axis] == units && bias.Shape.Size == units ? (add, given with { Value = bias.Reshape([units]) }) : null;
    }

    private static bool MatMul(NodeImport node)
    {
        if (node.Layer(0) is not { } x || node.Given(1) is not { Value: { Rank: 2, DType.IsFloat: true } w } given || !Fits(x, w.Shape[0]))
        {
            return false;
        }

        var bias = BiasBehind(node, w.Shape[1], behind: 0, x.Rank);
        var y = Dense(node, x, given, bias?.Bias);
        node.Give(y);
        return bias is null || node.Give(bias.Value.Add, y);
    }

    private static bool Gemm(NodeImport node)
    {
        var call = node.Call;
        if (call.Whole("transA", 0) != 0 || node.Layer(0) is not { Rank: 2 } x
            || node.Given(1) is not { Value: { Rank: 2, DType.IsFloat: true } w } given)
        {
            return false;
        }

        w = call.Whole("transB", 0) != 0 ? w.TransposeLast() : w;
        if (!Fits(x, w.Shape[0]) || (node.Has(2) && !IsBias(node.Given(2)?.Value, w.Shape[1])))
        {
            return false;
        }

        var (alpha, beta) = (call.Number("alpha", 1), call.Number("beta", 1));
        var bias = node.Given(2) is { } added
            ? added with { Value = added.Value.Ravel().BroadcastTo([w.Shape[1]]) * beta }
            : null;
        return node.Give(Dense(node, x, given with { Value = alpha == 1 ? w : w * alpha }, bias));
    }

    private static LayerValue Dense(NodeImport node, LayerValue x, GivenValue w, GivenValue? bias)
    {
        var layer = new Dense(new DenseConfig
        {
            Name = node.Placer.Names.For(node.Node, w.Initializer, bias?.Initializer),
            Units = w.Value.Shape[1],
            UseBias = bias is not null,
        });
        return node.Placer.ValueOf(node.Placer.Place(layer, x.Tensor, bias is null ? [w] : [w, bias]), x.View);
    }

    // A dense layer works along the last axis; where the others stand does not matter.
    private static bool Fits(LayerValue x, int inputs) => x.IsFloat && x.Rank >= 2 && x.View.TensorRank >= 2
        && x.View[x.Rank - 1] == x.View.TensorRank - 1 && x.Length(x.Rank - 1) == inputs && inputs > 0;

    private static bool IsBias(Tensor? bias, int units) => bias is { DType.IsFloat: true }
        && (bias.Shape.Size == 1 || (bias.Shape.Size == units && bias.Rank is 1 or 2 && bias.Shape[^1] == units));
}
