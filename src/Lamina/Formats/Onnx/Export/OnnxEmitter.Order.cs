using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <content>Axes in another order and elements under another shape.</content>
internal sealed partial class OnnxEmitter
{
    /// <summary>The same tensor as a value of the graph.</summary>
    public OnnxValue Plain(OnnxValue value)
    {
        if (value.Order is { } order)
        {
            value = Exchanged(value, order) with { Shape = value.Shape };
        }

        return value.IsStretched ? Expand(value) : value;
    }

    /// <summary>The tensor with its axes in another order; put off as long as it can be.</summary>
    public OnnxValue Transpose(OnnxValue value, Axes order)
    {
        if (value.IsStretched)
        {
            value = value.Inner.Length == 0 ? value : Plain(value);
        }

        var shape = value.Shape.Permuted(order);
        if (value.Inner.Length == 0)
        {
            return value with { Shape = shape };
        }

        if (value.Formula is { } formula)
        {
            return IsInOrder(order) ? value : Fixed(formula.Transpose([.. order]), value.Hint);
        }

        Axes whole = value.Order is { } before ? [.. order.Select(axis => before[axis])] : order;
        return value with { Order = IsInOrder(whole) ? null : whole, Shape = shape };
    }

    /// <summary>The same elements under another shape.</summary>
    public OnnxValue Reshape(OnnxValue value, Length[] shape)
    {
        if (value.Shape.AsSpan().SequenceEqual(shape))
        {
            return value;
        }

        if (value.Inner.Length == 0)
        {
            return value with { Shape = shape };
        }

        if (value is { Formula: { } formula, IsPlain: true } && shape.AreFixed())
        {
            return Fixed(formula.Reshape(shape.ToShape()), value.Hint);
        }

        value = value is { IsStretched: false, Order: { } order } && KeepsElements(value.Base, order)
            ? new OnnxValue(value.Id, value.Base, value.DType)
            : Plain(value);
        return value.Base.AsSpan().SequenceEqual(shape) ? value : Reshaped(value, shape);
    }

    // A reshape of a reshape begins with what was there first.
    private OnnxValue Reshaped(OnnxValue value, Length[] shape)
    {
        value = _reshaped.GetValueOrDefault(value.Id, value);
        if (value.Base.AsSpan().SequenceEqual(shape))
        {
            return value;
        }

        var y = Add("Reshape", [value, Target(value, shape)], shape, value.DType);
        if (value.Formula is null)
        {
            _reshaped.TryAdd(y.Id, value);
        }

        return y;
    }

    private OnnxValue Expand(OnnxValue value)
    {
        var inner = value with { Shape = value.Inner };
        return Add("Expand", [inner, Vector(value.Shape)], value.Shape, value.DType);
    }

    // Where only axes of length 1 move, the elements stay where they are.
    private OnnxValue Exchanged(OnnxValue value, Axes order)
    {
        var plain = new OnnxValue(value.Id, value.Base, value.DType);
        return KeepsElements(value.Base, order)
            ? Reshaped(plain, value.Inner)
            : Add("Transpose", [plain], value.Inner, value.DType, OnnxAttribute.Of("perm", [.. order.Select(axis => (long)axis)]));
    }

    private static bool KeepsElements(Length[] shape, Axes order) =>
        order.Where(axis => !shape[axis].IsOne).ToArray() is var moved && moved.SequenceEqual(moved.Order());

    private static bool IsInOrder(Axes order) => order.SequenceEqual(Enumerable.Range(0, order.Count));
}
