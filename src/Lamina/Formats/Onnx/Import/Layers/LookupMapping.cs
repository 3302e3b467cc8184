using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Rows of a table that stands in the file: embeddings.</summary>
internal static class LookupMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } = [("Gather", Import)];

    private static bool Import(NodeImport node)
    {
        if (node.Given(0) is not { Value: { Rank: 2, DType.IsFloat: true } table } given || node.Layer(1) is not { } x
            || node.Call.Whole("axis", 0) is not (0 or -2) || table.Shape.Contains(0))
        {
            return false;
        }

        // The layer makes whole numbers of its indices itself.
        if (node.Graph.GiverOf(node.Node.Input[1]) is { OpType: "Cast" } cast && node.ValueOf(cast, 0) is LayerValue source
            && source.Tensor.DType != DType.Bool)
        {
            x = source;
        }

        if (x.Rank < 1 || node.Placer.TryMaterialize(x) is not { } indices)
        {
            return false;
        }

        var layer = new Embedding(new EmbeddingConfig
        {
            Name = node.Placer.Names.For(node.Node, given.Initializer),
            InputDim = table.Shape[0],
            OutputDim = table.Shape[1],
        });
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, indices, table)));
    }
}
