using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Rows of a table that stands in the file: embeddings.</summary>
internal static class LookupMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
        [("Gather", static node => Embed(node) || Select(node))];

    private static bool Embed(NodeImport node)
    {
        if (node.Given(0) is not { Value: { Rank: 2, DType.IsFloat: true } table } given || node.Layer(1) is not { } x
            || node.Call.Whole("axis", 0) is not (0 or -2) || table.Shape.Contains(0))
        {
            return false;
        }

        // The layer makes whole numbers of its indices itself.
        if (node.Graph.GiverOf(node.Node.Input[1]) is { OpType: "Cast" } cast && node.ValueOf(cast, 0) is LayerValue source
            && source.Tensor.DType != DType.Bool)
        {
            x = source;
        }

        if (x.Rank < 1 || node.Placer.TryMaterialize(x) is not { } indices)
        {
            return false;
        }

        var layer = new Embedding(new EmbeddingConfig
        {
            Name = node.Placer.Names.For(node.Node, given.Initializer),
            InputDim = table.Shape[0],
            OutputDim = table.Shape[1],
        });
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, indices, given)));
    }

    // One element of an axis: that of an axis of length 1, or the last step of a recurrent layer.
    private static bool Select(NodeImport node)
    {
        if (node.Layer(0) is not { } x || node.Given(1) is not { Value: { Rank: 0 } place })
        {
            return false;
        }

        var axis = node.CallIn(0).Axis(node.CallIn(0).X, node.Call.Whole("axis", 0));
        var at = (int)OnnxCall.Known(place)![0];
        if (x.View.Without([axis]) is { } view)
        {
            return at is 0 or -1 && node.Give(new LayerValue(x.Tensor, view, [.. x.Trials.Select(shape => view.Outer(x.View.Inner(shape)))]));
        }

        return (at == -1 || at == x.Length(axis) - 1) && x.View[axis] == 1 && x.View.TensorRank == 3 && IsReadOnce(node)
            && LastStepOf(x.Tensor.Call.Layer) is { } last && GiveLast(node, x, axis, last);
    }

    private static bool GiveLast(NodeImport node, LayerValue x, int axis, Recurrent last)
    {
        var all = x.Tensor.Call.Layer;
        GivenValue[] weights = [.. all.GetWeights().Zip(node.Placer.Origins[all], (value, origin) => new GivenValue(value, origin))];
        var y = node.Placer.Place(last, x.Tensor.Call.Inputs, weights)[0];
        var view = x.View.Axes.Where((_, i) => i != axis).Select(inner => inner == 2 ? 1 : inner);
        return node.Give(node.Placer.ValueOf(y, new AxisView([.. view])));
    }

    // A layer like one that gives all steps, but for that.
    private static Recurrent? LastStepOf(Layer layer) => layer switch
    {
        LSTM { Config: { ReturnState: false, GoBackwards: false } } lstm => new LSTM(lstm.Config with { ReturnSequences = false }),
        GRU { Config: { ReturnState: false, GoBackwards: false } } gru => new GRU(gru.Config with { ReturnSequences = false }),
        SimpleRNN { Config: { ReturnState: false, GoBackwards: false } } rnn => new SimpleRNN(rnn.Config with { ReturnSequences = false }),
        _ => null,
    };

    // Whether nothing else reads what the recurrent operator gives.
    private static bool IsReadOnce(NodeImport node)
    {
        var name = node.Node.Input[0];
        while (node.Graph.ReadersOf(name).Count == 1 && !node.Graph.IsOutput(name) && node.Graph.GiverOf(name) is { } giver)
        {
            if (giver.OpType is "LSTM" or "GRU" or "RNN")
            {
                return true;
            }

            name = giver.Input[0];
        }

        return false;
    }
}
