using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>A model's prediction, traced for several lengths of the axes that a run decides.</summary>
internal sealed class TraceSet
{
    private readonly IReadOnlyList<Length[]> _inputs;

    private TraceSet(TraceGrid grid, IReadOnlyList<Length[]> inputs, TracedGraph graph) =>
        (Grid, _inputs, Graph) = (grid, inputs, graph);

    public TraceGrid Grid { get; }

    /// <summary>The traces as one graph.</summary>
    public TracedGraph Graph { get; }

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
        return new TraceSet(grid, inputs, TracedGraph.Of(model.Name, [.. grid.Traces.Select((_, trace) => Trace(model, inputs, trace))]));
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
}
