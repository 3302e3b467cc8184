using Lamina.Graphs;

namespace Lamina.Compiler;

/// <summary>A replacement of one node, whose inputs are rewritten already, by something better; null where it does not
/// apply.</summary>
internal delegate Tensor? Rule(Node node);

/// <summary>Applies a table of rules to all nodes, inputs first, each until none applies.</summary>
internal static class Rewriter
{
    // A rule that undoes another would loop; no honest chain of replacements of one node is this long.
    private const int MostReplacements = 64;

    // What remains after so many rounds is only less simple, not wrong.
    private const int MostRounds = 8;

    /// <summary>The given tensors, rewritten.</summary>
    public static Tensor[] Run(Rule[] rules, params ReadOnlySpan<Tensor> roots)
    {
        var nodes = new Node[roots.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = roots[i].Node;
        }

        var rewritten = Run(rules, Graph.TopologicalOrder(nodes).AsSpan());
        var result = new Tensor[roots.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = rewritten[roots[i].Node];
        }

        return result;
    }

    /// <summary>The graph, rewritten.</summary>
    public static Graph Run(Rule[] rules, Graph graph)
    {
        var rewritten = Run(rules, graph.Nodes.AsSpan());
        return graph.Map(root => rewritten[root.Node]);
    }

    /// <summary>The graph, rewritten until no rule applies: a replacement can make a new opportunity below itself.</summary>
    public static Graph RunToEnd(Rule[] rules, Graph graph)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Run(rules, graph);
            if (next.Nodes.AsSpan().SequenceEqual(graph.Nodes.AsSpan()))
            {
                break;
            }

            graph = next;
        }

        return graph;
    }

    private static Dictionary<Node, Tensor> Run(Rule[] rules, ReadOnlySpan<Node> order)
    {
        var rewritten = new Dictionary<Node, Tensor>();
        foreach (var node in order)
        {
            rewritten[node] = Replace(rules, WithInputs(node, rewritten));
        }

        return rewritten;
    }

    private static Node WithInputs(Node node, Dictionary<Node, Tensor> rewritten)
    {
        foreach (var input in node.Inputs)
        {
            if (rewritten[input.Node] != input)
            {
                return Node.Create(node.Op, [.. node.Inputs.Select(x => rewritten[x.Node])], node.Path);
            }
        }

        return node;
    }

    private static Tensor Replace(Rule[] rules, Node node)
    {
        using var scope = Tracer.At(node.Path);
        for (var count = 0; count < MostReplacements; count++)
        {
            Tensor? replacement = null;
            foreach (var rule in rules)
            {
                replacement = rule(node);
                if (replacement is not null)
                {
                    break;
                }
            }

            if (replacement is null || replacement.Node == node)
            {
                return node.Output;
            }

            node = replacement.Node;
        }

        throw new InvalidOperationException($"The rewriting rules do not come to an end at {node}.");
    }
}
