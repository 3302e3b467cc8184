using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>The first states of a recurrent operator, as inputs of a layer.</summary>
internal static class RecurrentStates
{
    /// <summary>A placeholder [batch, units] for each state of each direction; none where they are 0, null where they are
    /// others that stand in the file.</summary>
    public static KerasTensor[]? Of(NodeImport node, RecurrentForm form, bool batchFirst)
    {
        int[] places = [.. Enumerable.Range(5, form.States)];
        if (places.All(place => IsZero(node, place)))
        {
            return [];
        }

        if (places.Any(place => node.Layer(place) is null))
        {
            return null;
        }

        var states = new List<KerasTensor>();
        for (var direction = 0; direction < form.Directions; direction++)
        {
            foreach (var place in places)
            {
                if (StateOf(node, place, direction, batchFirst ? 1 : 0) is not { } state)
                {
                    return null;
                }

                states.Add(state);
            }
        }

        return [.. states];
    }

    private static bool IsZero(NodeImport node, int place) => !node.Has(place)
        || (node.ValueOf(node.Node, place) is not LayerValue && Enumerable.Range(0, node.Placer.Trials.Count).All(trial =>
            OnnxCall.Known(node.CallIn(trial)[place])?.All(value => value == 0) ?? false));

    private static KerasTensor? StateOf(NodeImport node, int place, int direction, int axis)
    {
        var value = node.Layer(place)!;
        if (value.Rank == 3 && value.View.Without([axis]) is { } view)
        {
            return node.Placer.TryMaterialize(new LayerValue(value.Tensor, view, [.. value.Trials.Select(shape => view.Outer(value.View.Inner(shape)))]));
        }

        var name = node.Node.Input[place];
        var (at, state) = ($"{name}: {direction}", $"{name} of direction {direction}");
        node.Values[at] = new GivenValue(Tensor.Wrap(new[] { direction }, Shape.Scalar));
        var gather = new OnnxNode
        {
            Name = $"{node.Node.Name}_state",
            OpType = "Gather",
            Input = [name, at],
            Output = [state],
            Attribute = [OnnxAttribute.Of("axis", axis)],
        };
        new OperationImport(node.Graph, node.Values, node.Placer).Import(gather, isOwn: true);
        return node.Placer.TryMaterialize((LayerValue)node.Values[state]);
    }
}
