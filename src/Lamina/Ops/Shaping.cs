using Lamina.Graphs;

namespace Lamina.Ops;

/// <summary>The same elements in row-major order under another shape.</summary>
internal sealed record Reshape(Shape To) : UnaryOp
{
    public override string Name => $"Reshape{To}";

    public override Shape InferShape(Shape x) => x.Size == To.Size
        ? To
        : throw Mismatch.Shapes($"Reshape needs as many elements ({To.Size} for {To}) as x has ({x.Size}).", ("x", x));

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy.Reshape(x.Shape);
}

/// <summary>Axes in another order: axis i of y is axis <c>Order[i]</c> of x.</summary>
internal sealed record Transpose(Axes Order) : UnaryOp
{
    public override string Name => $"Transpose{Order}";

    public override Shape InferShape(Shape x)
    {
        if (!Order.Order().SequenceEqual(Enumerable.Range(0, x.Rank)))
        {
            throw Mismatch.Shapes($"Transpose needs each of the {x.Rank} axes once; it was given {Order}.", ("x", x));
        }

        return [.. Order.Select(axis => x[axis])];
    }

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var inverse = new int[Order.Count];
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[Order[i]] = i;
        }

        return new Transpose(new Axes(inverse)).Of(dy);
    }
}

/// <summary>Repeats axes of length 1, and adds leading ones, up to a shape.</summary>
internal sealed record Broadcast(Shape To) : UnaryOp
{
    public override string Name => $"Broadcast{To}";

    public override bool IsElementwise => true;

    public override Shape InferShape(Shape x) => Shape.TryBroadcast(x, To) == To
        ? To
        : throw Mismatch.Shapes($"Broadcast needs a shape that stretches to {To}.", ("x", x));

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy.SumTo(x.Shape);
}

/// <summary>Every <c>Steps[i]</c>-th element of axis i, from <c>Starts[i]</c>, <c>Sizes[i]</c> of them.</summary>
internal sealed record Slice(Axes Starts, Axes Sizes, Axes Steps) : UnaryOp
{
    public override Shape InferShape(Shape x)
    {
        for (var i = 0; i < x.Rank; i++)
        {
            if (Starts[i] < 0 || Sizes[i] < 0 || Steps[i] < 1
                || (Sizes[i] > 0 && Starts[i] + ((Sizes[i] - 1) * Steps[i]) >= x[i]))
            {
                throw Mismatch.Shapes(
                    $"Slice takes {Sizes[i]} elements from {Starts[i]} in steps of {Steps[i]} of axis {i}, which has {x[i]}.",
                    ("x", x));
            }
        }

        return [.. Sizes];
    }

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var after = new int[x.Rank];
        for (var i = 0; i < after.Length; i++)
        {
            after[i] = x.Shape[i] - Starts[i] - (Sizes[i] == 0 ? 0 : ((Sizes[i] - 1) * Steps[i]) + 1);
        }

        return new Pad(Starts, new Axes(after), Steps).Of(dy);
    }
}

/// <summary>Zeros before and behind each axis, and <c>Steps[i] − 1</c> of them between neighbours.</summary>
internal sealed record Pad(Axes Before, Axes After, Axes Steps) : UnaryOp
{
    public override Shape InferShape(Shape x)
    {
        var axes = new int[x.Rank];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = Before[i] + After[i] + (x[i] == 0 ? 0 : ((x[i] - 1) * Steps[i]) + 1);
        }

        return Shape.Create(axes);
    }

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => new Slice(Before, [.. x.Shape], Steps).Of(dy);
}

/// <summary>Tensors one behind the other along an axis.</summary>
internal sealed record Concat(int Axis) : Op
{
    public override TensorType Infer(ReadOnlySpan<TensorType> inputs)
    {
        var first = inputs[0];
        var length = 0;
        foreach (var input in inputs)
        {
            if (input.DType != first.DType)
            {
                throw Mismatch.DTypes(this, ("first", first.DType), ("other", input.DType));
            }

            if (input.Shape.Rank != first.Shape.Rank || input.Shape.With(Axis, 1) != first.Shape.With(Axis, 1))
            {
                throw Mismatch.Shapes(
                    $"Concat needs shapes that agree in all axes but axis {Axis}.", ("first", first.Shape), ("other", input.Shape));
            }

            length += input.Shape[Axis];
        }

        return first with { Shape = first.Shape.With(Axis, length) };
    }

    public override Tensor?[] Vjp(Node node, Tensor dy)
    {
        var gradients = new Tensor?[node.Inputs.Length];
        var start = 0;
        for (var i = 0; i < gradients.Length; i++)
        {
            var length = node.Inputs[i].Shape[Axis];
            gradients[i] = dy.Slice(Axis, start, length);
            start += length;
        }

        return gradients;
    }
}

/// <summary>What <see cref="Broadcast"/> gives, written out by a kernel of its own: the compiler puts it where an
/// elementwise kernel could not read the operand directly.</summary>
internal sealed record WriteOut(Shape To) : UnaryOp
{
    public override bool IsDifferentiable => false;

    public override Shape InferShape(Shape x) => To;

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}
