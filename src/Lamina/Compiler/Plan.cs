using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Where a tensor's values lie while a plan runs.</summary>
internal abstract record Storage;

/// <summary>In the plan's arena, from an offset in elements of 4 bytes.</summary>
internal sealed record ArenaStorage(long Offset) : Storage;

/// <summary>In a variable's own memory.</summary>
internal sealed record VariableStorage(Variable Variable) : Storage;

/// <summary>In memory filled once from a constant.</summary>
internal sealed record ConstantStorage(SourceOp Source) : Storage;

/// <summary>One thing a plan does after the other.</summary>
internal abstract record PlanStep;

/// <summary>Runs a cluster.</summary>
internal sealed record RunCluster(Cluster Cluster) : PlanStep;

/// <summary>Copies a tensor into a variable, where it could not be computed in place.</summary>
internal sealed record CopyToVariable(Tensor From, Variable To) : PlanStep;

/// <summary>Ends the run, before it updates anything, if a scalar is not finite.</summary>
internal sealed record CheckFinite(Tensor Value) : PlanStep;

/// <summary>A graph made ready for a backend: what to run in which order, and where everything lies.</summary>
/// <param name="Graph">The graph after all passes.</param>
/// <param name="Steps">What to do, in order.</param>
/// <param name="Places">The storage of each tensor that has one; nodes inside a cluster have none.</param>
/// <param name="ArenaElements">The arena's size in elements of 4 bytes.</param>
internal sealed record Plan(
    Graph Graph,
    IReadOnlyList<PlanStep> Steps,
    IReadOnlyDictionary<Node, Storage> Places,
    long ArenaElements)
{
    /// <summary>Where a tensor lies: the storage, from the element <see cref="StartOf"/> on.</summary>
    public Storage this[Tensor tensor] => Places[Resolve(tensor.Node)];

    /// <summary>Where in its storage a tensor begins, in elements; not 0 for parts alone.</summary>
    public static long StartOf(Tensor tensor)
    {
        var start = 0L;
        for (var node = tensor.Node; Fuse.IsAlias(node); node = node.Inputs[0].Node)
        {
            start += node.Op is Part part ? part.Start * (long)node.Inputs[0].Shape[1..].Size : 0;
        }

        return start;
    }

    /// <summary>The node whose memory a node shows: itself, or what a reshape or a part is of.</summary>
    public static Node Resolve(Node node)
    {
        while (Fuse.IsAlias(node))
        {
            node = node.Inputs[0].Node;
        }

        return node;
    }
}
