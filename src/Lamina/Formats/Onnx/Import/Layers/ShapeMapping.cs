using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that give samples another shape or order, most of which are only noted.</summary>
internal static class ShapeMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
    [
        ("Reshape", static node => Reshape(node, ShapingFunctions.ReshapedShape)),
        ("Flatten", static node => Reshape(node, ShapingFunctions.FlattenedShape)),
        ("Squeeze", Squeeze),
        ("Unsqueeze", Unsqueeze),
        ("Transpose", Transpose),
        ("Identity", static node => node.Layer(0) is { } x && node.Give(x)),
        ("Expand", Expand),
        ("Cast", Cast),
        ("Dropout", Dropout),
    ];

    private static bool Reshape(NodeImport node, Func<OnnxCall, Shape, Shape> shapeOf)
    {
        if (node.Layer(0) is not { } x || (node.Has(1) && node.ValueOf(node.Node, 1) is LayerValue))
        {
            return false;
        }

        return Reshape(node, x, [.. x.Trials.Select((shape, trial) => shapeOf(node.CallIn(trial), shape))]);
    }

    private static bool Reshape(NodeImport node, LayerValue x, Shape[] to)
    {
        var y = x.Trials.SequenceEqual(to) ? x : WithOnes(x, to) ?? Regrouped(node, x, to);
        if (y is null && !x.View.IsIdentity && node.Placer.TryMaterialize(x) is { } tensor)
        {
            y = Regrouped(node, node.Placer.ValueOf(tensor), to);
        }

        return y is not null && node.Give(y with { IsNonNegative = x.IsNonNegative });
    }

    // Where axes of length 1 come and go, the tensor stays.
    private static LayerValue? WithOnes(LayerValue x, Shape[] to)
    {
        var own = new Queue<int>(Enumerable.Range(0, x.Rank).Where(axis => x.View[axis] >= 0));
        var axes = new List<int>();
        for (var i = 0; i < to[0].Rank; i++)
        {
            if (own.TryPeek(out var axis) && to.Select((shape, trial) => shape[i] == x.Trials[trial][axis]).All(isSame => isSame))
            {
                axes.Add(x.View[own.Dequeue()]);
            }
            else if (to.All(shape => shape[i] == 1))
            {
                axes.Add(-1);
            }
            else
            {
                return null;
            }
        }

        return own.Count == 0 ? x with { View = new AxisView([.. axes]), Trials = to } : null;
    }

    // The last axes of the tensor, which stand last in the value too, divided otherwise; those before stay as they are.
    private static LayerValue? Regrouped(NodeImport node, LayerValue x, Shape[] to)
    {
        for (var kept = Math.Min(x.Rank, to[0].Rank); kept > 0; kept--)
        {
            int[] before = [.. Enumerable.Range(0, kept).Select(axis => x.View[axis])];
            int[] behind = [.. Enumerable.Range(kept, x.Rank - kept).Select(axis => x.View[axis]).Where(axis => axis >= 0)];
            int[] own = [.. before.Where(axis => axis >= 0).Order()];
            if (!to.Select((shape, trial) => shape[..kept] == x.Trials[trial][..kept]).All(isSame => isSame)
                || own.Length == 0 || !own.Concat(behind).SequenceEqual(Enumerable.Range(0, x.View.TensorRank)))
            {
                continue;
            }

            Shape[] inner = [.. to.Select((shape, trial) => Joined(x.View.Inner(x.Trials[trial])[..own.Length], shape[kept..]))];
            var view = new AxisView([.. before, .. Enumerable.Range(own.Length, to[0].Rank - kept)]);
            return node.Placer.Reshaped(x.Tensor, inner) is { } tensor ? node.Placer.ValueOf(tensor, view) : null;
        }

        return null;
    }

    private static Shape Joined(Shape first, Shape second) => [.. first, .. second];

    private static Shape Turned(Shape shape, int[] order) => [.. order.Select(axis => shape[axis])];

    private static bool Squeeze(NodeImport node)
    {
        if (node.Layer(0) is not { } x || (node.Has(1) && node.Given(1) is null))
        {
            return false;
        }

        var axes = ShapingFunctions.SqueezedAxes(node.CallIn(0), x.Trials[0]);
        return x.View.Without(axes) is { } view
            ? node.Give(x with { View = view, Trials = [.. x.Trials.Select(Squeezed)] })
            : Reshape(node, x, [.. x.Trials.Select(Squeezed)]);

        Shape Squeezed(Shape shape) => [.. shape.Where((_, axis) => !axes.Contains(axis))];
    }

    private static bool Unsqueeze(NodeImport node)
    {
        if (node.Layer(0) is not { } x || (node.Has(1) && node.Given(1) is null))
        {
            return false;
        }

        var view = x.View.With(ShapingFunctions.AddedAxes(node.CallIn(0), x.Rank));
        return node.Give(x with { View = view, Trials = [.. x.Trials.Select(shape => view.Outer(x.View.Inner(shape)))] });
    }

    private static bool Transpose(NodeImport node)
    {
        if (node.Layer(0) is not { } x)
        {
            return false;
        }

        var order = ShapingFunctions.OrderOf(node.Call, x.Rank);
        if (!order.Order().SequenceEqual(Enumerable.Range(0, x.Rank)))
        {
            throw node.Call.Error($"its order [{string.Join(", ", order)}] does not name each of the {x.Rank} axes once.");
        }

        return node.Give(x with
        {
            View = x.View.Transposed(order),
            Trials = [.. x.Trials.Select(shape => Turned(shape, order))],
        });
    }

    // Where nothing is stretched, nothing is done.
    private static bool Expand(NodeImport node)
    {
        if (node.Layer(0) is not { } x || node.ValueOf(node.Node, 1) is LayerValue)
        {
            return false;
        }

        return x.Trials.Select((shape, trial) => Shape.TryBroadcast(shape, node.CallIn(trial).ShapeOf(1)) == shape).All(isSame => isSame) && node.Give(x);
    }

    private static bool Cast(NodeImport node) => node.Layer(0) is { } x
        && x.Tensor.DType == GivenTensors.DTypeOf((OnnxDataType)node.Call.Whole("to", 0), node.Graph.File) && node.Give(x);

    private static bool Dropout(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || node.Graph.IsRead(node.Node, 1) || (node.Has(1) && node.Given(1) is null))
        {
            return false;
        }

        var rate = node.Has(1) ? node.Call.ValueOf(1) : node.Call.Number("ratio", 0.5);
        return rate is >= 0 and < 1 && node.GiveElementwise(
            new Dropout(new DropoutConfig { Name = node.Placer.Names.For(node.Node), Rate = rate }), x, x.IsNonNegative);
    }
}
