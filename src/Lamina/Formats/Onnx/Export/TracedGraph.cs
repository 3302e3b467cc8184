using Lamina.Graphs;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Graphs of the same ops for several lengths, as one.</summary>
/// <param name="Nodes">All nodes, each behind its inputs.</param>
/// <param name="Outputs">What the graph gives.</param>
internal sealed record TracedGraph(IReadOnlyList<TracedNode> Nodes, IReadOnlyList<TracedNode> Outputs)
{
    /// <summary>Walks traces side by side: what stands at one place must be the same op on the same inputs.</summary>
    /// <param name="name">What messages call the graph.</param>
    /// <param name="traces">The traces.</param>
    /// <exception cref="NotSupportedException">They differ in more than lengths.</exception>
    public static TracedGraph Of(string name, Graph[] traces)
    {
        var first = traces[0].Nodes;
        var nodes = new List<TracedNode>();
        var places = traces.Select(_ => new Dictionary<Node, int>()).ToArray();
        if (Array.Exists(traces, trace => trace.Nodes.Length != first.Length))
        {
            var path = Array.Find([.. traces.SelectMany(trace => trace.Nodes).Select(node => node.Path).Distinct()], path => Counts(traces, path).Length > 1);
            throw Differs(name, $"as many ops: {string.Join(" or ", Counts(traces, path))}, in {path}");
        }

        for (var i = 0; i < first.Length; i++)
        {
            var at = traces.Select(trace => trace.Nodes[i]).ToArray();
            int[] inputs = [.. first[i].Inputs.Select(input => places[0][input.Node])];
            for (var trace = 0; trace < at.Length; trace++)
            {
                var isSame = at[trace].Op.GetType() == first[i].Op.GetType() && at[trace].Output.DType == first[i].Output.DType
                    && at[trace].Output.Shape.Rank == first[i].Output.Shape.Rank
                    && at[trace].Inputs.Select(input => places[trace][input.Node]).SequenceEqual(inputs);
                if (!isSame)
                {
                    throw Differs(name, $"the same ops: {first[i]} or {at[trace]}, in {first[i].Path}");
                }

                places[trace][at[trace]] = i;
            }

            nodes.Add(new TracedNode(at, [.. inputs.Select(place => nodes[place])]));
        }

        return new TracedGraph(nodes, [.. traces[0].Outputs.Select(output => nodes[places[0][output.Node]])]);
    }

    // How many ops a layer has in the traces.
    private static int[] Counts(Graph[] traces, string? path) =>
        [.. traces.Select(trace => trace.Nodes.Count(node => path is null || node.Path == path)).Distinct()];

    private static NotSupportedException Differs(string name, string what) => new(
        $"'{name}' cannot be exported to ONNX: for inputs of other lengths it does not run {what}."
        + "\n  hint: give the inputs a fixed shape, all but the batch, and decide nothing by the size of a batch.");
}
