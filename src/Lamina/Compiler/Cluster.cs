using Lamina.Graphs;

namespace Lamina.Compiler;

/// <summary>Nodes that run as one kernel: elementwise nodes over one iteration space, behind at most one other op (a
/// matrix product) whose result they take while it is in cache.</summary>
internal sealed class Cluster
{
    /// <summary>The op that is not elementwise; null for a purely elementwise cluster.</summary>
    public Node? Root { get; set; }

    /// <summary>The elementwise nodes, each behind its inputs.</summary>
    public List<Node> Elementwise { get; } = [];

    /// <summary>Clusters whose results the root makes itself, sample by sample where it reads them: they stand nowhere.</summary>
    public List<Cluster> Producers { get; } = [];

    /// <summary>All nodes.</summary>
    public IEnumerable<Node> Nodes =>
        Producers.SelectMany(producer => producer.Nodes).Concat(Root is null ? Elementwise : Elementwise.Prepend(Root));

    /// <summary>What is read before any elementwise node runs: the root's inputs, and those of what it makes itself.</summary>
    public IEnumerable<Tensor> RootInputs => (Root?.Inputs ?? []).Concat(Producers.SelectMany(producer => producer.Nodes).SelectMany(node => node.Inputs));

    /// <summary>Of a producer: the tensor that it makes.</summary>
    public Tensor Result => (Elementwise.Count == 0 ? Root! : Elementwise[^1]).Output;

    /// <summary>The shape that the elementwise nodes run over, without axes of length 1.</summary>
    public required Shape Space { get; init; }

    /// <summary>Tensors that come from elsewhere.</summary>
    public IReadOnlyList<Tensor> Inputs { get; set; } = [];

    /// <summary>Tensors that others read.</summary>
    public IReadOnlyList<Tensor> Outputs { get; set; } = [];

    /// <summary>A shape without its axes of length 1, in which only the memory order counts.</summary>
    public static Shape SpaceOf(Shape shape) => [.. shape.Where(axis => axis != 1)];

    public override string ToString() => string.Join(" + ", Nodes.Select(node => node.Op.Name));
}
