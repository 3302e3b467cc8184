namespace Lamina.Graphs;

/// <summary>Checks after a pass that a graph is sound: inputs stand before their users, every op's rule gives the type
/// that its output claims, updates fit their variables.</summary>
internal static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">The pass left an unsound graph: an error in Lamina.</exception>
    public static void Verify(Graph graph, string pass)
    {
        var seen = new HashSet<Node>();
        foreach (var node in graph.Nodes)
        {
            if (node.Inputs.Any(input => !seen.Contains(input.Node)))
            {
                throw new InvalidOperationException($"After {pass}, {node} stands before one of its inputs.");
            }

            var type = node.Op.Infer([.. node.Inputs.Select(input => input.Type)]);
            if (type != node.Output.Type)
            {
                throw new InvalidOperationException($"After {pass}, {node} claims {node.Output.Type}; its rule gives {type}.");
            }

            seen.Add(node);
        }

        foreach (var update in graph.Updates)
        {
            if (update.Value.Shape != update.Variable.Shape || update.Value.DType != update.Variable.DType)
            {
                throw new InvalidOperationException(
                    $"After {pass}, the update of {update.Variable} has the type {update.Value.Type}.");
            }
        }
    }
}
