using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Writes ops in the plain ops that define them, where ONNX has no operator for them.</summary>
internal static class Definitions
{
    /// <summary>The graph in ops that can be exported.</summary>
    public static Graph Unfold(Graph graph)
    {
        var unfolded = new Dictionary<Node, Tensor>();
        foreach (var node in graph.Nodes)
        {
            Tensor[] inputs = [.. node.Inputs.Select(input => unfolded[input.Node])];
            unfolded[node] = Unfold(node, inputs);
        }

        return graph.Map(root => unfolded[root.Node]);
    }

    private static Tensor Unfold(Node node, Tensor[] inputs)
    {
        using var scope = Tracer.At(node.Path);
        return node.Op switch
        {
            StopGradient or OwnGradient => inputs[0],
            IFusedOp fused and not (Softmax or LogSoftmax) when !RecurrenceRules.HasOperator(node) => fused.Define(inputs),
            _ when node.Inputs.SequenceEqual(inputs) => node.Output,
            _ => Node.Create(node.Op, inputs, node.Path).Output,
        };
    }
}
