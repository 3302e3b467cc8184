using System.Collections.Immutable;
using Lamina.Ops;

namespace Lamina.Graphs;

/// <summary>A new value for a variable, in force when the run ends.</summary>
internal readonly record struct Update(Variable Variable, Tensor Value);

/// <summary>A function: parameters and variables in, outputs and variable updates out.</summary>
internal sealed class Graph
{
    public Graph(IEnumerable<Tensor> outputs, IEnumerable<Update>? updates = null, IEnumerable<Tensor>? checks = null)
    {
        Outputs = [.. outputs];
        Updates = [.. updates ?? []];
        Checks = [.. checks ?? []];
        Nodes = TopologicalOrder([.. Roots.Select(root => root.Node)]);
        Parameters = [.. Nodes.Where(node => node.Op is Parameter).OrderBy(node => ((Parameter)node.Op).Position)];
    }

    public ImmutableArray<Tensor> Outputs { get; }

    public ImmutableArray<Update> Updates { get; }

    /// <summary>Scalars that must be finite, or the run ends before it updates anything.</summary>
    public ImmutableArray<Tensor> Checks { get; }

    /// <summary>The parameters that are used, by position.</summary>
    public ImmutableArray<Node> Parameters { get; }

    /// <summary>All nodes, each behind its inputs.</summary>
    public ImmutableArray<Node> Nodes { get; }

    /// <summary>All that the graph must compute.</summary>
    public IEnumerable<Tensor> Roots => Outputs.Concat(Checks).Concat(Updates.Select(update => update.Value));

    /// <summary>The graph with each root replaced.</summary>
    public Graph Map(Func<Tensor, Tensor> replace) => new(
        Outputs.Select(replace),
        Updates.Select(update => update with { Value = replace(update.Value) }),
        Checks.Select(replace));

    /// <summary>For each node, the nodes that use it.</summary>
    public Dictionary<Node, List<Node>> Users()
    {
        var users = Nodes.ToDictionary(node => node, _ => new List<Node>());
        foreach (var node in Nodes)
        {
            foreach (var input in node.Inputs)
            {
                users[input.Node].Add(node);
            }
        }

        return users;
    }

    /// <summary>The nodes that the roots need, each behind its inputs. Iterative, so depth is no limit.</summary>
    public static ImmutableArray<Node> TopologicalOrder(ReadOnlySpan<Node> roots)
    {
        var order = ImmutableArray.CreateBuilder<Node>();
        var seen = new HashSet<Node>();
        var stack = new Stack<(Node Node, int Next)>();
        foreach (var root in roots)
        {
            if (!seen.Add(root))
            {
                continue;
            }

            stack.Push((root, 0));
            while (stack.TryPop(out var top))
            {
                if (top.Next == top.Node.Inputs.Length)
                {
                    order.Add(top.Node);
                    continue;
                }

                stack.Push((top.Node, top.Next + 1));
                var input = top.Node.Inputs[top.Next].Node;
                if (seen.Add(input))
                {
                    stack.Push((input, 0));
                }
            }
        }

        return order.ToImmutable();
    }
}
