using System.Collections.Frozen;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What an operator of ONNX computes, in tensor operations.</summary>
/// <param name="Name">The operator's name.</param>
/// <param name="Run">Its outputs; fewer than the node names where the others are not computed here.</param>
internal sealed record OnnxFunction(string Name, Func<OnnxCall, Tensor[]> Run)
{
    private static readonly FrozenDictionary<string, OnnxFunction> All = new[]
    {
        ElementwiseFunctions.Rows, ActivationFunctions.Rows, MatrixFunctions.Rows, ReductionFunctions.Rows,
        ShapingFunctions.Rows, SelectionFunctions.Rows, SourceFunctions.Rows, PaddingFunctions.Rows, ConvolutionFunctions.Rows,
        PoolingFunctions.Rows, NormalizationFunctions.Rows, ResizeFunctions.Rows, RecurrentFunctions.Rows,
        ScanFunctions.Rows,
    }.SelectMany(rows => rows).ToFrozenDictionary(row => row.Name);

    /// <summary>The names of all operators that are imported.</summary>
    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    /// <summary>A row for an operator of one output.</summary>
    public static OnnxFunction Of(string name, Func<OnnxCall, Tensor> run) => new(name, call => [run(call)]);

    /// <summary>The function of a node; null where Lamina has none.</summary>
    public static OnnxFunction? Find(OnnxNode node) => IsStandard(node.Domain) ? All.GetValueOrDefault(node.OpType) : null;

    /// <summary>Whether a domain is ONNX's own.</summary>
    public static bool IsStandard(string domain) => domain is "" or "ai.onnx";
}
