using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>A model's prediction, traced for several lengths of the axes that a run decides.</summary>
internal sealed class TraceSet
{
    private readonly IReadOnlyList<Length[]> _inputs;

    private TraceSet(TraceGrid grid, IReadOnlyList<Length[]> inputs, IReadOnlyList<TracedNode> nodes, IReadOnlyList<TracedNode> outputs) =>
        (Grid, _inputs, Nodes, Outputs) = (grid, inputs, nodes, outputs);

    public TraceGrid Grid { get; }

    /// <summary>All nodes, each behind its inputs.</summary>
    public IReadOnlyList<TracedNode> Nodes { get; }

    public IReadOnlyList<TracedNode> Outputs { get; }

    /// <summary>The length of an axis of an input.</summary>
    public Length LengthOf(int input, int axis) => _inputs[input][axis];

    /// <summary>Traces a model.</summary>
    /// <param name="model">The model, whose inputs are known.</param>
    /// <param name="axes">For each input the name of each of its axes that a run decides, or null.</param>
    public static TraceSet Of(Model model, IReadOnlyList<string?[]> axes)
    {
        string[] names = [.. axes.SelectMany(input => input).OfType<string>().Distinct()];
        if (names.Length > TraceGrid.MostLengths)
        {
            throw new NotSupportedException(
                $"'{model.Name}' cannot be exported to ONNX: besides the batch at most {TraceGrid.MostLengths - 1} axes of its inputs"
                + $" may be unknown; these are {names.Length - 1}.\n  hint: give the inputs a fixed shape.");
        }

        var grid = new TraceGrid(names);
        Length[][] inputs =
        [
            .. model.Inputs.Select((entry, i) => (Length[])
                [.. entry.Shape.Select((length, axis) => axes[i][axis] is { } name ? grid.Of(Array.IndexOf(names, name)) : grid.Fixed(length))]),
        ];
        return Align(grid, model, inputs, [.. grid.Traces.Select((_, trace) => Trace(model, inputs, trace))]);
    }

    private static Graph Trace(Model model, Length[][] inputs, int trace)
    {
        var types = model.Inputs.Zip(inputs, (entry, shape) =>
            new TensorType([.. shape.Select(length => (int)length.Values[trace])], entry.DType));
        var graph = model.TracePrediction([.. types]);
        return graph.Updates.IsEmpty ? Definitions.Unfold(graph) : throw new NotSupportedException(
            $"'{model.Name}' cannot be exported to ONNX: it carries '{graph.Updates[0].Variable.Path}' from one prediction to the next, and"
            + " a graph of ONNX keeps nothing.\n  hint: build the model with stateful: false, or make the state an input and an output.");
    }

    // The traces are walked side by side: what stands at one place must be the same op on the same inputs.
    private static TraceSet Align(TraceGrid grid, Model model, Length[][] inputShapes, Graph[] traces)
    {
        var first = traces[0].Nodes;
        var nodes = new List<TracedNode>();
        var places = traces.Select(_ => new Dictionary<Node, int>()).ToArray();
        if (traces.Any(trace => trace.Nodes.Length != first.Length))
        {
            throw Differs(model, $"as many ops: {string.Join(" or ", traces.Select(trace => trace.Nodes.Length).Distinct())}");
        }

        for (var i = 0; i < first.Length; i++)
        {
            var at = traces.Select(trace => trace.Nodes[i]).ToArray();
            int[] inputs = [.. first[i].Inputs.Select(input => places[0][input.Node])];
            for (var trace = 0; trace < at.Length; trace++)
            {
                var isSame = at[trace].Op.GetType() == first[i].Op.GetType() && at[trace].Output.Shape.Rank == first[i].Output.Shape.Rank
                    && at[trace].Inputs.Select(input => places[trace][input.Node]).SequenceEqual(inputs);
                if (!isSame)
                {
                    throw Differs(model, $"the same ops: {first[i]} or {at[trace]}, in {first[i].Path}");
                }

                places[trace][at[trace]] = i;
            }

            nodes.Add(new TracedNode(at, [.. inputs.Select(place => nodes[place])]));
        }

        return new TraceSet(grid, inputShapes, nodes, [.. traces[0].Outputs.Select(output => nodes[places[0][output.Node]])]);
    }

    private static NotSupportedException Differs(Model model, string what) => new(
        $"'{model.Name}' cannot be exported to ONNX: for inputs of other lengths it does not run {what}."
        + "\n  hint: give the inputs a fixed shape, all but the batch, and decide nothing by the size of a batch.");
}
