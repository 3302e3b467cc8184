using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Recurrent operators with weights that stand in the file.</summary>
/// <remarks>A sequence [steps, batch, inputs] is read as [batch, steps, inputs]; outputs of a direction stand in an axis of
/// their own, and are given so.</remarks>
internal static class RecurrentMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
    [
        ("LSTM", static node => Import(node, gates: 4, states: 2)),
        ("GRU", static node => Import(node, gates: 3, states: 1)),
        ("RNN", static node => Import(node, gates: 1, states: 1)),
    ];

    private static bool Import(NodeImport node, int gates, int states)
    {
        var call = node.Call;
        var batchFirst = call.Whole("layout", 0) != 0;
        if (node.Layer(0) is not { IsFloat: true, Rank: 3 } x || node.Given(1) is null || node.Given(2) is null
            || (node.Has(3) && node.Given(3) is null) || node.Has(7) || call.Has("clip") || call.Whole("input_forget", 0) != 0)
        {
            return false;
        }

        var form = RecurrentForm.Of(node.CallIn(0), gates, states);
        var turned = batchFirst ? x : x with { View = x.View.Transposed([1, 0, 2]) };
        if (node.Placer.TryMaterialize(turned with { Trials = [.. x.Trials.Select(shape => turned.View.Outer(x.View.Inner(shape)))] }) is not { } sequence
            || !node.Placer.IsSampled(sequence) || RecurrentLayers.Of(form, node) is not { } layers
            || !HasFullLengths(node, x, batchFirst) || RecurrentStates.Of(node, form, batchFirst) is not { } first)
        {
            return false;
        }

        var outputs = node.Placer.Place(layers.Layer, [sequence, .. first], layers.Weights);
        Give(node, form, batchFirst, outputs);
        node.Skip(node.Node);
        return true;
    }

    // Lengths of sequences that are those of the whole say nothing.
    private static bool HasFullLengths(NodeImport node, LayerValue x, bool batchFirst) => !node.Has(4)
        || (node.ValueOf(node.Node, 4) is not LayerValue && Enumerable.Range(0, x.Trials.Count).All(trial =>
            node.CallIn(trial).ValuesOf(4).All(length => length == x.Trials[trial][batchFirst ? 1 : 0])));

    private static void Give(NodeImport node, RecurrentForm form, bool batchFirst, IReadOnlyList<KerasTensor> outputs)
    {
        var isBoth = form.Directions == 2;
        var hasSequence = node.Graph.IsRead(node.Node, 0);
        if (hasSequence)
        {
            var y = isBoth ? Parted(node, outputs[0], form.Units) : form.Direction == "reverse" ? Reversed(node, outputs[0]) : outputs[0];
            node.Values[node.Node.Output[0]] = node.Placer.ValueOf(y, new AxisView(
                batchFirst ? isBoth ? [0, 1, 2, 3] : [0, 1, -1, 2] : isBoth ? [1, 2, 0, 3] : [1, -1, 0, 2]));
        }

        for (var state = 0; state < form.States; state++)
        {
            if (!node.Graph.IsRead(node.Node, state + 1))
            {
                continue;
            }

            // Without states among the outputs, the output is that of the last step.
            var h = outputs.Count == 1 ? outputs[0]
                : !isBoth ? outputs[1 + state]
                : node.Placer.Place(
                    new Concatenate(new ConcatenateConfig { Name = node.Placer.Names.Unique("concatenate") }),
                    [outputs[1 + state], outputs[1 + form.States + state]])[0];
            node.Values[node.Node.Output[state + 1]] = isBoth
                ? node.Placer.ValueOf(Parted(node, h, form.Units), new AxisView(batchFirst ? [0, 1, 2] : [1, 0, 2]))
                : node.Placer.ValueOf(h, new AxisView(batchFirst ? [0, -1, 1] : [-1, 0, 1]));
        }
    }

    // Outputs of both directions side by side, [.., 2·units] → [.., 2, units].
    private static KerasTensor Parted(NodeImport node, KerasTensor y, int units) =>
        node.Placer.Reshaped(y, [.. node.Placer.TrialsOf(y).Select(shape => Parted(shape, units))])!;

    private static Shape Parted(Shape shape, int units) => [.. shape[..^1], 2, units];

    // Keras gives the steps as it takes them.
    private static KerasTensor Reversed(NodeImport node, KerasTensor y)
    {
        var (from, to) = ($"{node.Node.Output[0]} as taken", $"{node.Node.Output[0]} in order");
        node.Values[from] = node.Placer.ValueOf(y);
        string[] names = [$"{from}: starts", $"{from}: ends", $"{from}: axes", $"{from}: steps"];
        foreach (var (name, number) in names.Zip([-1, int.MinValue, 1, -1]))
        {
            node.Values[name] = new GivenValue(Tensor.From<int>(number));
        }

        var slice = new OnnxNode { Name = $"{node.Node.Name}_reversed", OpType = "Slice", Input = [from, .. names], Output = [to] };
        new OperationImport(node.Graph, node.Values, node.Placer).Import(slice, isOwn: true);
        return ((LayerValue)node.Values[to]).Tensor;
    }
}
