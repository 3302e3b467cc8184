namespace Lamina.Ops;

/// <summary>Combines the elements along some axes; these stay, with length 1.</summary>
internal abstract record ReduceOp(Axes Axes) : UnaryOp
{
    public override string Name => $"{GetType().Name}{Axes}";

    public override Shape InferShape(Shape x)
    {
        foreach (var axis in Axes)
        {
            x = x.With(axis, 1);
        }

        return x;
    }
}

/// <summary>The sum along the axes; of bytes as int32, which they would overflow at once.</summary>
internal sealed record Sum(Axes Axes) : ReduceOp(Axes)
{
    public override DType InferDType(DType x) => x switch
    {
        DType.Bool => throw Mismatch.DType(this, "numbers", x),
        DType.UInt8 => DType.Int32,
        _ => x,
    };

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy.BroadcastTo(x.Shape);
}

/// <summary>The largest along the axes; NaN if any is. Ties share the gradient.</summary>
internal sealed record Max(Axes Axes) : ReduceOp(Axes)
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var mask = x.EqualTo(y).Cast(x.DType);
        return dy * mask / new Sum(Axes).Of(mask);
    }
}

/// <summary>The place of the largest along one axis, which stays with length 1; the first among equals.</summary>
internal sealed record ArgMax(int Axis) : ReduceOp([Axis])
{
    public override bool IsDifferentiable => false;

    public override DType InferDType(DType x) => DType.Int32;

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}

/// <summary>The places that sort x along one axis, ascending or descending; equal values keep their order.</summary>
internal sealed record ArgSort(int Axis, bool Descending) : UnaryOp
{
    public override bool IsDifferentiable => false;

    public override DType InferDType(DType x) => DType.Int32;

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}

/// <summary>Running sums along one axis, from the start or, reversed, from the end.</summary>
internal sealed record CumulativeSum(int Axis, bool Reverse = false) : UnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => new CumulativeSum(Axis, !Reverse).Of(dy);
}
