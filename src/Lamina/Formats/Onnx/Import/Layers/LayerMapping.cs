using System.Collections.Frozen;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Which operators become layers of Keras.</summary>
internal static class LayerMapping
{
    private static readonly FrozenDictionary<string, Func<NodeImport, bool>> All = new[]
    {
        DenseMapping.Rows, ConvolutionMapping.Rows, TransposedMapping.Rows, PoolingMapping.Rows, NormalizationMapping.Rows,
        ActivationMapping.Rows, MergeMapping.Rows, ShapeMapping.Rows, PaddingMapping.Rows, LookupMapping.Rows, ResizeMapping.Rows,
        RecurrentMapping.Rows,
    }.SelectMany(rows => rows).ToFrozenDictionary(row => row.Operator, row => row.Import);

    /// <summary>Places the layers that do a node.</summary>
    /// <returns>False where no layer of Keras does.</returns>
    public static bool TryImport(NodeImport node) => All.TryGetValue(node.Node.OpType, out var import) && import(node);
}
