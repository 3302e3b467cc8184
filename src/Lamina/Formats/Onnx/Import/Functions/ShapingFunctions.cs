namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators that give the same elements another shape or order.</summary>
internal static class ShapingFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        OnnxFunction.Of("Shape", ShapeOf),
        OnnxFunction.Of("Size", static call => Tensor.Wrap(new[] { call.X.Shape.Size }, Shape.Scalar)),
        OnnxFunction.Of("Reshape", static call => call.X.Reshape(ReshapedShape(call, call.X.Shape))),
        OnnxFunction.Of("Flatten", static call => call.X.Reshape(FlattenedShape(call, call.X.Shape))),
        OnnxFunction.Of("Squeeze", static call => call.X.Reshape(SqueezedShape(call, call.X.Shape))),
        OnnxFunction.Of("Unsqueeze", static call => call.X.Reshape(UnsqueezedShape(call, call.X.Shape))),
        OnnxFunction.Of("Transpose", static call => call.X.Transpose(OrderOf(call, call.X.Rank))),
        OnnxFunction.Of("Concat", static call => Tensor.Concat(
            [.. call.Inputs.Select((_, i) => call[i])], call.Axis(call.X, call.Whole("axis", 1)))),
        OnnxFunction.Of("Expand", Expand),
        OnnxFunction.Of("Tile", Tile),
        OnnxFunction.Of("DepthToSpace", DepthToSpace),
        OnnxFunction.Of("SpaceToDepth", SpaceToDepth),
        new("Split", Split),
    ];

    /// <summary>The order of axes that a Transpose makes.</summary>
    public static int[] OrderOf(OnnxCall call, int rank) => call.Wholes("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];

    /// <summary>The shape that a Reshape gives to one: 0 stands for the axis at that place, −1 for what remains.</summary>
    public static Shape ReshapedShape(OnnxCall call, Shape from)
    {
        var wanted = call.Opset < 5 ? call.Wholes("shape") ?? [] : call.WholesOf(1);
        var axes = new int[wanted.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = wanted[i] != 0 || call.Whole("allowzero", 0) != 0 ? wanted[i]
                : i < from.Rank ? from[i]
                : throw call.Error($"its shape [{string.Join(", ", wanted)}] keeps axis {i}; the input has the shape {from}.");
        }

        if (axes.Any(axis => axis < -1) || axes.Count(axis => axis == -1) > 1)
        {
            throw call.Error($"its shape [{string.Join(", ", wanted)}] is none: axes are at least 0, and −1 once at most.");
        }

        var open = Array.IndexOf(axes, -1);
        if (open >= 0)
        {
            var others = Product(axes.Where((_, i) => i != open));
            axes[open] = others == 0 ? 0 : (int)(from.Size / others);
        }

        return Product(axes) == from.Size
            ? Shape.Create(axes)
            : throw call.Error($"its shape [{string.Join(", ", wanted)}] does not hold the {from.Size} elements of {from}.");
    }

    /// <summary>The shape that a Flatten gives to one: two axes.</summary>
    public static Shape FlattenedShape(OnnxCall call, Shape from)
    {
        var axis = call.Whole("axis", 1);
        axis = axis < 0 ? axis + from.Rank : axis;
        return axis >= 0 && axis <= from.Rank
            ? [from[..axis].Size, from[axis..].Size]
            : throw call.Error($"its axis {axis} does not exist in the shape {from}.");
    }

    /// <summary>The shape that a Squeeze gives to one.</summary>
    public static Shape SqueezedShape(OnnxCall call, Shape from)
    {
        var axes = SqueezedAxes(call, from);
        return [.. from.Where((_, i) => !axes.Contains(i))];
    }

    /// <summary>The axes that a Squeeze takes away; all of length 1 where it does not say.</summary>
    public static int[] SqueezedAxes(OnnxCall call, Shape from)
    {
        var axes = call.Opset < 13 ? call.Wholes("axes") : call.Wholes("axes", 1);
        int[] taken = axes is null
            ? [.. Enumerable.Range(0, from.Rank).Where(i => from[i] == 1)]
            : [.. axes.Select(from.NormalizeAxis)];
        return taken.FirstOrDefault(axis => from[axis] != 1, -1) is var wrong and >= 0
            ? throw call.Error($"it takes axis {wrong} away, which must have length 1; the input has the shape {from}.")
            : taken;
    }

    /// <summary>The places, in the result, of the axes that an Unsqueeze adds.</summary>
    public static int[] AddedAxes(OnnxCall call, int rank)
    {
        var axes = (call.Opset < 13 ? call.Wholes("axes") : call.Wholes("axes", 1)) ?? [];
        int[] added = [.. axes.Select(axis => axis < 0 ? axis + rank + axes.Length : axis).Order()];
        return added.All(axis => axis >= 0 && axis < rank + axes.Length) && added.Distinct().Count() == added.Length
            ? added
            : throw call.Error($"its axes [{string.Join(", ", axes)}] are not places among {rank + axes.Length} axes.");
    }

    private static Shape UnsqueezedShape(OnnxCall call, Shape from)
    {
        var shape = from.ToList();
        foreach (var axis in AddedAxes(call, from.Rank))
        {
            shape.Insert(axis, 1);
        }

        return [.. shape];
    }

    private static Tensor ShapeOf(OnnxCall call)
    {
        int[] axes = [.. call.X.Shape];
        int From(string name, int missing) => call.WholeOrNull(name) is not { } at ? missing
            : Math.Clamp(at < 0 ? at + axes.Length : at, 0, axes.Length);

        var (start, end) = (From("start", 0), From("end", axes.Length));
        return Tensor.From<int>(axes.AsSpan(start, Math.Max(0, end - start)));
    }

    private static Tensor Expand(OnnxCall call)
    {
        var wanted = call.ShapeOf(1);
        return call.X.BroadcastTo(Shape.TryBroadcast(call.X.Shape, wanted)
            ?? throw call.Error($"the shape {call.X.Shape} does not stretch to {wanted}."));
    }

    private static Tensor Tile(OnnxCall call)
    {
        if (call.Opset < 6)
        {
            var (times, axis) = ((int)call.ValueOf(1), call.Axis(call.X, (int)call.ValueOf(2)));
            return call.X.Tile([.. Enumerable.Range(0, call.X.Rank).Select(i => i == axis ? times : 1)]);
        }

        var repeats = call.WholesOf(1);
        return repeats.Length == call.X.Rank && repeats.All(times => times >= 0)
            ? call.X.Tile(repeats)
            : throw call.Error($"its repeats [{string.Join(", ", repeats)}] are not one for each axis of {call.X.Shape}.");
    }

    private static Tensor DepthToSpace(OnnxCall call)
    {
        var block = BlockOf(call);
        var pattern = call.Text("mode", "DCR") == "CRD" ? "n (c p q) h w -> n c (h p) (w q)" : "n (p q c) h w -> n c (h p) (w q)";
        return call.X.Rearrange(pattern, ("p", block), ("q", block));
    }

    private static Tensor SpaceToDepth(OnnxCall call)
    {
        var block = BlockOf(call);
        return call.X.Rearrange("n c (h p) (w q) -> n (p q c) h w", ("p", block), ("q", block));
    }

    private static int BlockOf(OnnxCall call) => call.WholeOrNull("blocksize") is { } block and > 0
        ? block
        : throw call.Error("it needs the attribute 'blocksize', greater than 0.");

    private static Tensor[] Split(OnnxCall call)
    {
        var axis = call.Axis(call.X, call.Whole("axis", 0));
        var (length, count) = (call.X.Shape[axis], call.Node.Output.Count);
        var parts = (call.Opset < 13 ? call.Wholes("split") : call.Wholes("split", 1)) ?? Even(length, count);
        if (parts.Length != count || parts.Any(part => part < 0) || parts.Sum(part => (long)part) != length)
        {
            throw call.Error($"its parts [{string.Join(", ", parts)}] are not {count} that make up the {length} of axis {axis}.");
        }

        var (split, at) = (new Tensor[count], 0);
        for (var i = 0; i < count; i++)
        {
            split[i] = call.X.Slice(axis, at, parts[i]);
            at += parts[i];
        }

        return split;
    }

    // As even as can be; the last part is what remains.
    private static int[] Even(int length, int count)
    {
        var part = (length + count - 1) / count;
        return [.. Enumerable.Range(0, count).Select(i => Math.Clamp(length - (i * part), 0, part))];
    }

    private static long Product(IEnumerable<int> axes) => axes.Aggregate(1L, (product, axis) => checked(product * axis));
}
