using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Gives each reader of a cheap convolution one of its own, so that <see cref="Fuse"/> can make it sample by sample
/// where it is read: adding up few terms again costs less than writing and reading a large map.</summary>
internal static class Recompute
{
    // The terms of a sum that take as long as fetching its result from memory: 3 x 3 of up to three channels.
    private const int MostTerms = 32;

    public static Graph Run(Graph graph)
    {
        var users = graph.Users();
        var roots = graph.Roots.Select(root => root.Node).ToHashSet();
        var cheap = graph.Nodes.Where(node => IsCheap(node) && !roots.Contains(node)
            && users[node].All(user => user.Op is MaxPool or MaxPoolSpread) && users[node].Count > 1).ToHashSet();
        var copies = new HashSet<Node>();
        return cheap.Count == 0 ? graph : Rewriter.Run([ReadOwnCopy], graph);

        Tensor? ReadOwnCopy(Node node)
        {
            if (node.Op is not MaxPoolSpread || !cheap.Contains(node.Inputs[0].Node) || copies.Contains(node.Inputs[0].Node))
            {
                return null;
            }

            var copy = Copy(node.Inputs[0].Node);
            copies.Add(copy);
            return node.Op.Of([copy.Output, .. node.Inputs[1..]]);
        }
    }

    private static bool IsCheap(Node node) =>
        node.Op is Convolution op ? op.Windows.Elements * node.Inputs[1].Shape[^2] <= MostTerms
        : Fuse.SumWithVector(node) is { } sum && IsCheap(sum);

    private static Node Copy(Node node) => Node.Create(
        node.Op,
        [.. node.Inputs.Select(input => node.Op is Add && input.Op is Convolution ? Copy(input.Node).Output : input)],
        node.Path);
}
