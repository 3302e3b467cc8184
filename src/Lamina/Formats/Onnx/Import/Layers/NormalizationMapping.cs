using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Normalizations whose numbers stand in the file.</summary>
internal static class NormalizationMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
    [
        ("BatchNormalization", Batch),
        ("LayerNormalization", Layer),
        ("InstanceNormalization", static node => Groups(node, ofInstance: true)),
        ("GroupNormalization", static node => Groups(node, ofInstance: false)),
    ];

    /// <summary>A layer normalization that an exporter wrote as its parts, of which this is the first: the mean; then the
    /// distance from it, the mean square of that, the quotient, and a scale and a shift.</summary>
    public static bool TryImportParts(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || node.Call.Whole("keepdims", 1) == 0 || Axis(node, x, node.Node) is not { } axis
            || node.Graph.OnlyReader(node.Node.Output[0], "Sub") is not { } centred || !centred.Input.SequenceEqual([node.Node.Input[0], node.Node.Output[0]])
            || Spread(node, centred) is not var (square, mean, sum) || Axis(node, x, mean) != axis
            || node.Graph.OnlyReader(sum.Output[0], "Sqrt") is not { } root
            || node.Graph.OnlyReader(root.Output[0], "Div") is not { } quotient || !quotient.Input.SequenceEqual([centred.Output[0], root.Output[0]])
            || Scalar(node, sum, mean.Output[0]) is not ({ } epsilon and > 0)
            || Operand(node, quotient, "Mul") is not var (scaled, gamma) || Operand(node, scaled, "Add") is not var (shifted, beta)
            || gamma.Value.Shape != [x.Length(axis)] || beta.Value.Shape != gamma.Value.Shape)
        {
            return false;
        }

        node.Skip(node.Node, centred, square, mean, sum, root, quotient, scaled);
        return Place(node, shifted, x, axis, gamma, beta, epsilon);
    }

    private static bool Batch(NodeImport node)
    {
        NormalizationFunctions.CheckBatch(node.Call);
        if (node.Layer(0) is not { IsFloat: true, Rank: >= 2 } x || x.View[1] < 1 || NormalizationFunctions.EpsilonOf(node.Call) <= 0
            || Enumerable.Range(1, 4).Any(i => node.Given(i)?.Value.Shape != [x.Length(1)]))
        {
            return false;
        }

        var layer = new BatchNormalization(new BatchNormalizationConfig
        {
            Name = node.Placer.Names.For(node.Node, node.Given(1)!.Initializer, node.Given(2)!.Initializer, node.Given(3)!.Initializer),
            Axis = FromEnd(x.View[1], x),
            Epsilon = NormalizationFunctions.EpsilonOf(node.Call),
            Momentum = Math.Clamp(node.Call.Number("momentum", 0.9f), 0, 1),
        });
        var y = node.Placer.Place(layer, x.Tensor, [.. Enumerable.Range(1, 4).Select(i => node.Given(i)!)]);
        return node.Give(node.Placer.ValueOf(y, x.View));
    }

    private static bool Layer(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || node.Graph.IsRead(node.Node, 1) || node.Graph.IsRead(node.Node, 2)
            || node.Given(1) is not { } gamma || (node.Has(2) && node.Given(2) is null) || NormalizationFunctions.EpsilonOf(node.Call) <= 0)
        {
            return false;
        }

        var axis = node.CallIn(0).Axis(node.CallIn(0).X, node.Call.Whole("axis", -1));
        return Fits(x, axis) && gamma.Value.Shape == x.Known[axis..] && (node.Given(2)?.Value.Shape ?? gamma.Value.Shape) == gamma.Value.Shape
            && Place(node, node.Node, x, axis, gamma, node.Given(2), NormalizationFunctions.EpsilonOf(node.Call));
    }

    private static bool Place(
        NodeImport node, OnnxNode last, LayerValue x, int axis, GivenValue gamma, GivenValue? beta, double epsilon)
    {
        var layer = new LayerNormalization(new LayerNormalizationConfig
        {
            Name = node.Placer.Names.For(last, gamma.Initializer, beta?.Initializer),
            Axis = [.. Enumerable.Range(axis, x.Rank - axis).Select(i => FromEnd(x.View[i], x))],
            Epsilon = epsilon,
            Center = beta is not null,
        });
        return node.Give(last, node.Placer.ValueOf(node.Placer.Place(layer, x.Tensor, beta is null ? [gamma] : [gamma, beta]), x.View));
    }

    // An instance normalization has a group for each channel.
    private static bool Groups(NodeImport node, bool ofInstance)
    {
        if (node.Layer(0) is not { IsFloat: true, Rank: >= 3 } x || x.View[1] < 1 || x.View.TensorRank != x.Rank || x.Length(1) is var channels && channels < 1
            || node.Given(1) is not { } gamma || node.Given(2) is not { } beta || NormalizationFunctions.EpsilonOf(node.Call) <= 0)
        {
            return false;
        }

        var groups = ofInstance ? channels : node.Call.Whole("num_groups", 0);
        if (groups < 1 || channels % groups != 0 || !IsFor(gamma.Value.Shape) || !IsFor(beta.Value.Shape))
        {
            return false;
        }

        var layer = new GroupNormalization(new GroupNormalizationConfig
        {
            Name = node.Placer.Names.For(node.Node, gamma.Initializer, beta.Initializer),
            Groups = groups,
            Axis = FromEnd(x.View[1], x),
            Epsilon = NormalizationFunctions.EpsilonOf(node.Call),
        });
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, x.Tensor, [ForChannels(gamma), ForChannels(beta)]), x.View));

        bool IsFor(Shape shape) => shape == [channels] || shape == [groups];

        GivenValue ForChannels(GivenValue part) => part.Value.Shape[0] == channels
            ? part
            : part with { Value = part.Value.Repeat(channels / groups, 0) };
    }

    // The last axis of a layer is called −1, as in Keras.
    private static int FromEnd(int axis, LayerValue x) => axis == x.View.TensorRank - 1 ? -1 : axis;

    private static bool Fits(LayerValue x, int axis)
    {
        var view = x.View;
        int[] inner = [.. Enumerable.Range(axis, x.Rank - axis).Select(i => view[i])];
        return inner.All(i => i >= 1) && inner.SequenceEqual(inner.Order()) && x.Known[axis..].IsKnown;
    }

    private static int? Axis(NodeImport node, LayerValue x, OnnxNode mean)
    {
        var call = node.CallOf(mean);
        var axes = mean.Input.Count > 1 ? call.Find(1)?.ToArray<int>() : call.Wholes("axes");
        return axes is [var only] && (only == -1 || only == x.Rank - 1) && call.Whole("keepdims", 1) != 0 && Fits(x, x.Rank - 1) ? x.Rank - 1 : null;
    }

    // The square of a distance, its mean, and the sum with ε.
    private static (OnnxNode Square, OnnxNode Mean, OnnxNode Sum)? Spread(NodeImport node, OnnxNode centred)
    {
        var name = centred.Output[0];
        var readers = node.Graph.ReadersOf(name);
        var square = readers.FirstOrDefault(reader => (reader.OpType == "Pow" && Scalar(node, reader, name) == 2)
            || (reader.OpType == "Mul" && reader.Input.All(input => input == name)));
        return readers.Count == 2 && !node.Graph.IsOutput(name) && square is not null
            && node.Graph.OnlyReader(square.Output[0], "ReduceMean") is { } mean
            && node.Graph.OnlyReader(mean.Output[0], "Add") is { } sum
            ? (square, mean, sum)
            : null;
    }

    /// <summary>The number that stands in the file as a node's other operand.</summary>
    public static double? Scalar(NodeImport node, OnnxNode reader, string operand)
    {
        var place = reader.Input[0] == operand ? 1 : 0;
        return reader.Input.Count == 2 && node.ValueOf(reader, place) is GivenValue { Value: { Shape.Size: 1 } value } && OnnxCall.Known(value) is [var number]
            ? number
            : null;
    }

    private static (OnnxNode Reader, GivenValue Value)? Operand(NodeImport node, OnnxNode giver, string name) =>
        node.Graph.OnlyReader(giver.Output[0], name) is { Input.Count: 2 } reader
        && node.ValueOf(reader, reader.Input[0] == giver.Output[0] ? 1 : 0) is GivenValue value
            ? (reader, value)
            : null;
}
