using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Writes an op down.</summary>
internal delegate OnnxValue OnnxRule(OnnxEmitter emitter, TracedNode node);

/// <summary>Writes several ops down at once, which ONNX has one operator for; null where they are others.</summary>
internal delegate OnnxValue? OnnxPattern(OnnxEmitter emitter, TracedNode node);

/// <summary>The table from ops to operators of ONNX.</summary>
internal static class OnnxOps
{
    private static readonly OnnxPattern[] Patterns =
    [
        .. NormalizationPatterns.All, .. ConvolutionRules.Patterns, .. ProductRules.Patterns, .. ActivationPatterns.All,
        .. ReductionRules.Patterns,
    ];

    private static readonly Dictionary<Type, OnnxRule> Rules = new(
    [
        .. ElementwiseRules.All, .. ShapingRules.All, .. ReductionRules.All, .. IndexingRules.All, .. ProductRules.All,
        .. ConvolutionRules.All, .. RecurrenceRules.All,
    ]);

    /// <summary>The ops that can be exported.</summary>
    public static IEnumerable<Type> Known => Rules.Keys;

    /// <summary>Writes down what a graph computes; its parameters are known to the emitter.</summary>
    public static void Write(OnnxEmitter emitter, TracedGraph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Op is not Parameter))
        {
            emitter.Enter(node);
            emitter[node] = node.IsFixed && !IsRepetition(node) ? emitter.Fixed(node.Formula) : Write(emitter, node);
        }
    }

    /// <summary>Writes down what a node computes.</summary>
    /// <exception cref="NotSupportedException">ONNX has no operator for it.</exception>
    public static OnnxValue Write(OnnxEmitter emitter, TracedNode node)
    {
        foreach (var pattern in Patterns)
        {
            if (pattern(emitter, node) is { } value)
            {
                return value;
            }
        }

        return Rules.TryGetValue(node.Op.GetType(), out var rule)
            ? rule(emitter, node)
            : throw OnnxErrors.Cannot(
                node,
                node.Op is RandomUniform
                    ? "it draws random numbers in prediction, and ONNX draws others"
                    : $"ONNX {OnnxExport.Opset} has no operator for {node.Op.Name}",
                "compute this part outside the model, and export what stands before and behind it.");
    }

    // One number at many places, or a tensor many times, is not written out.
    private static bool IsRepetition(TracedNode node) => node.Op is Fill or Broadcast or WriteOut;

    /// <summary>A value in another type.</summary>
    public static OnnxValue Cast(OnnxEmitter emitter, OnnxValue value, DType to)
    {
        if (value.DType == to)
        {
            return value;
        }

        if (value.Formula is { } formula)
        {
            return emitter.Fixed(formula.Cast(to), value.Hint) with { Shape = value.Shape };
        }

        var bare = new OnnxValue(value.Id, value.Base, value.DType);
        var cast = emitter.Add("Cast", [bare], value.Base, to, OnnxAttribute.Of("to", (long)OnnxAssembly.TypeOf(to)));
        return cast with { Order = value.Order, Shape = value.Shape };
    }

    /// <summary>A row of a table.</summary>
    public static KeyValuePair<Type, OnnxRule> Row<T>(OnnxRule rule)
        where T : Op => new(typeof(T), rule);
}
