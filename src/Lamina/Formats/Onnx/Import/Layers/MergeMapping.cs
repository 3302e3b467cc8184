using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Several tensors made one, and one changed by a number.</summary>
internal static class MergeMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
    [
        ("Add", static node => Merge(node) || Rescale(node, static (c, _) => (1, c))),
        ("Sub", static node => Merge(node) || Rescale(node, static (c, isFirst) => isFirst ? (-1, c) : (1, -c))),
        ("Mul", static node => Merge(node) || Rescale(node, static (c, _) => (c, 0))),
        ("Div", static node => ActivationMapping.TryImportGelu(node)
            || Rescale(node, static (c, isFirst) => isFirst ? (double.NaN, 0) : (1 / c, 0))),
        ("Sum", Merge),
        ("Max", Merge),
        ("Min", Merge),
        ("Mean", Merge),
        ("Concat", Concatenate),
    ];

    private static bool Merge(NodeImport node)
    {
        if (Alike(node) is not var (tensors, view) || tensors.Length < 2
            || tensors.Any(tensor => !tensor.DType.IsFloat || tensor.DType != tensors[0].DType))
        {
            return false;
        }

        var name = node.Placer.Names.For(node.Node);
        Layer layer = node.Node.OpType switch
        {
            "Mul" => new Multiply(new MultiplyConfig { Name = name }),
            "Sub" => new Subtract(new SubtractConfig { Name = name }),
            "Max" => new Maximum(new MaximumConfig { Name = name }),
            "Min" => new Minimum(new MinimumConfig { Name = name }),
            "Mean" => new Average(new AverageConfig { Name = name }),
            _ => new Add(new AddConfig { Name = name }),
        };
        var isNonNegative = node.Node.OpType != "Sub" && node.Node.Input.Select((_, i) => node.Layer(i)!).All(x => x.IsNonNegative);
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, tensors)[0], view) with { IsNonNegative = isNonNegative });
    }

    private static bool Concatenate(NodeImport node)
    {
        if (Alike(node) is not var (tensors, view) || tensors.Any(tensor => tensor.DType != tensors[0].DType))
        {
            return false;
        }

        var axis = node.CallIn(0).Axis(node.CallIn(0).X, node.Call.Whole("axis", 1));
        if (view[axis] < 1)
        {
            return false;
        }

        var layer = new Concatenate(new ConcatenateConfig
        {
            Name = node.Placer.Names.For(node.Node),
            Axis = view[axis] == view.TensorRank - 1 ? -1 : view[axis],
        });
        var isNonNegative = node.Node.Input.Select((_, i) => node.Layer(i)!).All(x => x.IsNonNegative);
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, tensors)[0], view) with { IsNonNegative = isNonNegative });
    }

    // The inputs with their axes in one order: that in which they are, or that of ONNX.
    private static (KerasTensor[] Tensors, AxisView View)? Alike(NodeImport node)
    {
        LayerValue?[] values = [.. node.Node.Input.Select((_, i) => node.Layer(i))];
        if (values.Contains(null) || values.Any(x => x!.Rank != values[0]!.Rank || x.Rank < 2))
        {
            return null;
        }

        var view = values[0]!.View;
        var isOne = values.All(x => x!.View == view) && view.TensorRank == view.Rank;
        KerasTensor?[] tensors = [.. values.Select(x => isOne ? x!.Tensor : node.Placer.TryMaterialize(x!))];
        return tensors.Any(tensor => tensor is null || !node.Placer.IsSampled(tensor))
            ? null
            : ([.. tensors.Select(tensor => tensor!)], isOne ? view : AxisView.Identity(view.Rank));
    }

    // x·scale + offset with numbers of the file; isFirst says whether the number is the first operand.
    private static bool Rescale(NodeImport node, Func<double, bool, (double Scale, double Offset)> form)
    {
        var isFirst = node.Layer(0) is null;
        if (node.Node.Input.Count != 2 || node.Layer(isFirst ? 1 : 0) is not { IsFloat: true } x
            || node.Given(isFirst ? 0 : 1) is not { Value: { Shape.Size: 1, DType.IsFloat: true } c } || c.Rank > x.Rank || x.View.TensorRank == 0)
        {
            return false;
        }

        var (scale, offset) = form(OnnxCall.Known(c)![0], isFirst);
        return double.IsFinite(scale) && double.IsFinite(offset) && node.GiveElementwise(
            new Rescaling(new RescalingConfig { Name = node.Placer.Names.For(node.Node), Scale = scale, Offset = offset }), x,
            x.IsNonNegative && scale >= 0 && offset >= 0);
    }
}
