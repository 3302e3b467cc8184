using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Functions of each element that networks have between layers.</summary>
internal static class ActivationMapping
{
    private const double Near = 1e-6;

    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
    [
        ("Relu", static node => Place(node, name => new ReLU(new ReLUConfig { Name = name }), isNonNegative: true)),
        ("LeakyRelu", static node => node.Call.Number("alpha", 0.01f) is >= 0 and var alpha
            && Place(node, name => new LeakyReLU(new LeakyReLUConfig { Name = name, NegativeSlope = alpha }))),
        ("Elu", static node => Place(node, name => new ELU(new ELUConfig { Name = name, Alpha = node.Call.Number("alpha", 1) }))),
        ("Selu", static node => !node.Call.Has("alpha") && !node.Call.Has("gamma") && Place(node, Activation.Selu)),
        ("Celu", static node => Place(node, new CeluActivation(node.Call.Number("alpha", 1)))),
        ("ThresholdedRelu", static node => node.Call.Number("alpha", 1) is >= 0 and var threshold
            && Place(node, name => new ReLU(new ReLUConfig { Name = name, Threshold = threshold }), isNonNegative: true)),
        ("Clip", Clip),
        ("Sigmoid", static node => Place(node, Activation.Sigmoid, isNonNegative: true)),
        ("HardSigmoid", static node => Math.Abs(node.Call.Number("alpha", 0.2f) - (1.0 / 6)) < Near && node.Call.Number("beta", 0.5) == 0.5
            && Place(node, Activation.HardSigmoid, isNonNegative: true)),
        ("HardSwish", static node => Place(node, Activation.HardSilu)),
        ("Tanh", static node => Place(node, Activation.Tanh)),
        ("Softplus", static node => Place(node, Activation.Softplus, isNonNegative: true)),
        ("Softsign", static node => Place(node, Activation.Softsign)),
        ("Exp", static node => Place(node, Activation.Exponential, isNonNegative: true)),
        ("Mish", static node => Place(node, Activation.Mish)),
        ("Gelu", static node => Place(node, new GeluActivation(node.Call.Text("approximate", "none") == "tanh"))),
        ("PRelu", Slopes),
        ("Softmax", Softmax),
        ("LogSoftmax", LogSoftmax),
    ];

    /// <summary>The Gaussian unit that an exporter wrote as its parts, of which this is the first:
    /// <c>½·x·(1 + erf(x/√2))</c>.</summary>
    public static bool TryImportGelu(NodeImport node)
    {
        var name = node.Node.Input[0];
        if (node.Layer(0) is not { IsFloat: true } x || NormalizationMapping.Scalar(node, node.Node, name) is not { } divisor
            || Math.Abs(divisor - Math.Sqrt(2)) > Near || node.Graph.OnlyReader(node.Node.Output[0], "Erf") is not { } erf
            || node.Graph.OnlyReader(erf.Output[0], "Add") is not { } sum || NormalizationMapping.Scalar(node, sum, erf.Output[0]) != 1
            || node.Graph.OnlyReader(sum.Output[0], "Mul") is not { } product)
        {
            return false;
        }

        // The half comes last, or before x.
        var isHalved = NormalizationMapping.Scalar(node, product, sum.Output[0]) == 0.5;
        if (node.Graph.OnlyReader(product.Output[0], "Mul") is not { Input.Count: 2 } last
            || !(isHalved ? last : product).Input.Contains(name)
            || (!isHalved && NormalizationMapping.Scalar(node, last, product.Output[0]) != 0.5))
        {
            return false;
        }

        node.Skip(node.Node, erf, sum, product);
        var layer = new ActivationLayer(new ActivationConfig { Name = node.Placer.Names.For(last), Activation = Activation.Gelu });
        return node.Give(last, node.Placer.ValueOf(node.Placer.Place(layer, x.Tensor), x.View));
    }

    private static bool Place(NodeImport node, Activation activation, bool isNonNegative = false) => Place(
        node, name => new ActivationLayer(new ActivationConfig { Name = name, Activation = activation }), isNonNegative);

    private static bool Place(NodeImport node, Func<string, Layer> layer, bool isNonNegative = false) =>
        node.Layer(0) is { IsFloat: true } x && x.View.TensorRank > 0
        && node.GiveElementwise(layer(node.Placer.Names.For(node.Node)), x, isNonNegative);

    // From 0 to some number: a rectifier that is bounded.
    private static bool Clip(NodeImport node)
    {
        var call = node.Call;
        if ((node.Has(1) && node.Given(1) is null) || (node.Has(2) && node.Given(2) is null))
        {
            return false;
        }

        var low = call.Has("min") ? call.Number("min", 0) : node.Has(1) ? call.ValueOf(1) : double.NegativeInfinity;
        var high = call.Has("max") ? call.Number("max", 0) : node.Has(2) ? call.ValueOf(2) : double.PositiveInfinity;
        return low == 0 && high > 0 && Place(
            node, name => new ReLU(new ReLUConfig { Name = name, MaxValue = high >= float.MaxValue ? null : high }), isNonNegative: true);
    }

    // A slope for each element of a sample, or one along axes where the file has length 1.
    private static bool Slopes(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || x.View.TensorRank != x.Rank || x.Rank < 2 || x.View[0] != 0
            || node.Given(1) is not { Value: { DType.IsFloat: true } slope } given || slope.Rank > x.Rank)
        {
            return false;
        }

        var aligned = slope.Reshape([.. Enumerable.Repeat(1, x.Rank - slope.Rank), .. slope.Shape]);
        if (aligned.Shape[0] != 1 || Enumerable.Range(1, x.Rank - 1).Any(axis => aligned.Shape[axis] != 1 && aligned.Shape[axis] != x.Length(axis)))
        {
            return false;
        }

        var inner = x.View.Inner(aligned);
        var layer = new PReLU(new PReLUConfig
        {
            Name = node.Placer.Names.For(node.Node, given.Initializer),
            SharedAxes = [.. Enumerable.Range(1, x.Rank - 1).Where(axis => inner.Shape[axis] == 1)],
        });
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, x.Tensor, given with { Value = inner.Reshape(inner.Shape[1..]) }), x.View));
    }

    private static bool Softmax(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || AxesOf(node, x) is not { } axes)
        {
            return false;
        }

        return node.GiveElementwise(
            new Softmax(new SoftmaxConfig { Name = node.Placer.Names.For(node.Node), Axis = [.. axes] }), x, isNonNegative: true);
    }

    private static bool LogSoftmax(NodeImport node) => node.Layer(0) is { IsFloat: true } x && AxesOf(node, x) is [var axis]
        && Place(node, new LogSoftmaxActivation(axis));

    // Before version 13 all axes from one on were taken as one.
    private static int[]? AxesOf(NodeImport node, LayerValue x)
    {
        var axis = ActivationFunctions.AxisOf(node.CallIn(0));
        int[] axes = [.. Enumerable.Range(axis, node.Call.Opset < 13 ? x.Rank - axis : 1).Select(i => x.View[i]).Where(inner => inner >= 0)];
        return axes.Length == 0 || axes.Contains(0) ? null
            : [.. axes.Select(inner => inner == x.View.TensorRank - 1 ? -1 : inner)];
    }
}
