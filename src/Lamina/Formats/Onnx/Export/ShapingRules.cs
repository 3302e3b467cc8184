using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Where elements stand, and where they come from.</summary>
internal static class ShapingRules
{
    // ONNX's way to say "to the end".
    private const long End = long.MaxValue;

    public static readonly KeyValuePair<Type, OnnxRule>[] All =
    [
        Row<Fill>(Filled), Row<Iota>(Counted), Row<Reshape>(static (e, node) => e.Reshape(e[node.Inputs[0]], node.Shape)),
        Row<Transpose>(static (e, node) => e.Transpose(e[node.Inputs[0]], node.Same<Transpose>().Order)),
        Row<Broadcast>(Stretched), Row<WriteOut>(Stretched), Row<Slice>(Sliced), Row<Part>(Parted), Row<Pad>(Padded), Row<Concat>(Joined),
        Row<Constant>(static (e, node) => Progressions.TryWrite(e, node) ?? e.Fixed(node.Same<Constant>().Of())),
    ];

    /// <summary>Some elements of an axis, one behind the other.</summary>
    public static OnnxValue Slice(OnnxEmitter e, OnnxValue x, int axis, Length start, Length size)
    {
        var shape = (Length[])x.Base.Clone();
        shape[axis] = size;
        return x.Base[axis] == size
            ? x
            : e.Add("Slice", [x, e.Number(start), e.Number(start + size), e.Longs(axis)], shape, x.DType);
    }

    // A number at every place; where it counts places of an unknown number, it is computed.
    private static OnnxValue Filled(OnnxEmitter e, TracedNode node)
    {
        if (node.Filled is { } value)
        {
            return e.Scalar(value, node.DType) with { Shape = node.Shape };
        }

        var counts = node.Traces.Select(trace => ((Fill)trace.Op).Value).ToArray();
        var isInverse = counts.All(count => count is > 0 and < 1);
        var length = new Length([.. counts.Select(count => (long)Math.Round(isInverse ? 1 / count : count))]);
        if (!counts.Zip(length.Values.ToArray()).All(pair => Math.Abs(pair.First - (isInverse ? 1.0 / pair.Second : pair.Second)) <= 1e-12 * pair.Second))
        {
            node.Same<Fill>();
        }

        var number = Cast(e, e.Reshape(e.Number(length), []), node.DType);
        return (isInverse ? e.Add("Reciprocal", [number], [], node.DType) : number) with { Shape = node.Shape };
    }

    private static OnnxValue Counted(OnnxEmitter e, TracedNode node)
    {
        var axis = ((Iota)node.Op).Axis;
        var count = node.Shape[axis];
        OnnxValue Scalar(Length length) => e.Reshape(e.Number(length), []);
        var range = e.Add("Range", [Scalar(e.Grid.Fixed(0)), Scalar(count), Scalar(e.One)], [count], DType.Int64);
        Length[] column = [count, .. Enumerable.Repeat(e.One, node.Rank - 1 - axis)];
        return e.Reshape(Cast(e, range, node.DType), column) with { Shape = node.Shape };
    }

    private static OnnxValue Stretched(OnnxEmitter e, TracedNode node)
    {
        var x = e[node.Inputs[0]];
        return x.Order is not null && x.Inner.Length < node.Rank ? e.Plain(x) with { Shape = node.Shape } : x with { Shape = node.Shape };
    }

    private static OnnxValue Sliced(OnnxEmitter e, TracedNode node)
    {
        var x = e[node.Inputs[0]];
        if (x.Inner.Length == 0)
        {
            return x with { Shape = node.Shape };
        }

        var (starts, sizes, steps) = (
            node.Numbers<Slice>(op => op.Starts), node.Numbers<Slice>(op => op.Sizes), node.Numbers<Slice>(op => op.Steps));
        var (bare, order) = Bare(e, x);
        int[] axes = [.. Enumerable.Range(0, node.Rank).Where(i => sizes[i] != node.Inputs[0].Shape[i])];
        if (axes.Length == 0)
        {
            return x;
        }

        // Behind the last element taken, or to the end where that is as far as it goes.
        Length[] ends = [.. axes.Select(i => EndOf(node, i, starts[i], sizes[i], steps[i]))];
        var shape = order is { } o ? node.Shape.Permuted(Lengths.Inverse(o)) : node.Shape;
        var stepped = axes.Any(i => !steps[i].IsOne);
        var y = e.Add(
            "Slice",
            [
                bare, e.Vector([.. axes.Select(i => starts[i])]), e.Vector(ends), e.Longs(axes.Select(i => (long)(order is { } p ? p[i] : i))),
                .. stepped ? [e.Vector([.. axes.Select(i => steps[i])])] : Array.Empty<OnnxValue>(),
            ],
            shape,
            node.DType);
        return y with { Order = order, Shape = node.Shape };
    }

    private static Length EndOf(TracedNode node, int axis, Length start, Length size, Length step)
    {
        var length = node.Inputs[0].Shape[axis];
        var end = new Length([.. size.Values.ToArray().Select((count, t) =>
            count == 0 ? start.Values[t] : start.Values[t] + ((count - 1) * step.Values[t]) + 1)]);
        var reaches = Enumerable.Range(0, end.Values.Length).All(t => end.Values[t] + step.Values[t] > length.Values[t] && size.Values[t] > 0);
        return end.IsFixed || !reaches ? end : end.Like(End);
    }

    private static OnnxValue Parted(OnnxEmitter e, TracedNode node)
    {
        if (RecurrenceRules.PartOf(e, node) is { } known)
        {
            return known;
        }

        return Slice(e, e.Plain(e[node.Inputs[0]]), 0, node.Number<Part>(op => op.Start), node.Shape[0]);
    }

    private static OnnxValue Padded(OnnxEmitter e, TracedNode node)
    {
        var op = node.Same<Pad>();
        var (bare, order) = Bare(e, e[node.Inputs[0]]);
        var shape = node.Shape;
        var inner = order is { } o ? shape.Permuted(Lengths.Inverse(o)) : shape;
        if (op.Steps.Any(step => step != 1))
        {
            throw OnnxErrors.Cannot(
                node, "it puts zeros between neighbours, and ONNX pads the ends only", "use a transposed convolution or UpSampling.");
        }

        // Axis i of the tensor is axis order[i] of the value.
        var pads = new long[2 * node.Rank];
        for (var i = 0; i < node.Rank; i++)
        {
            var at = order is { } p ? p[i] : i;
            (pads[at], pads[node.Rank + at]) = (op.Before[i], op.After[i]);
        }

        return e.Add("Pad", [bare, e.Longs(pads)], inner, node.DType) with { Order = order, Shape = shape };
    }

    private static OnnxValue Joined(OnnxEmitter e, TracedNode node)
    {
        var axis = node.Same<Concat>().Axis;
        OnnxValue[] inputs = [.. node.Inputs.Where(input => !input.Shape[axis].Is(0)).Select(input => e[input])];
        if (inputs.Length == 1)
        {
            return inputs[0];
        }

        // What comes out of a convolution stays in its order if all do.
        var order = inputs[0].Order;
        var keeps = order is not null && inputs.All(x => x.Order == order && !x.IsStretched);
        OnnxValue[] operands = [.. inputs.Select(x => keeps ? new OnnxValue(x.Id, x.Base, x.DType) : e.Plain(x))];
        var shape = keeps ? node.Shape.Permuted(Lengths.Inverse(order!.Value)) : node.Shape;
        var at = keeps ? order!.Value[axis] : axis;
        return e.Add("Concat", operands, shape, node.DType, OnnxAttribute.Of("axis", (long)at))
            with
        { Order = keeps ? order : null, Shape = node.Shape };
    }

    /// <summary>A tensor as a value of the graph whose axes may stand in another order, and that order.</summary>
    internal static (OnnxValue Bare, Axes? Order) Bare(OnnxEmitter e, OnnxValue x) => x is { IsStretched: false, Order: { } order }
        ? (new OnnxValue(x.Id, x.Base, x.DType), order)
        : (e.Plain(x), null);
}
