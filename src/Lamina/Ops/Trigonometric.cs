namespace Lamina.Ops;

/// <summary>A function of two floating-point elements; shapes broadcast.</summary>
internal abstract record FloatBinaryOp : ElementwiseBinaryOp
{
    public sealed override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsFloat
            ? dtype
            : throw Mismatch.DType(this, "floating-point tensors", dtype);
}

/// <summary>The angle, between −π/2 and π/2, whose tangent is x.</summary>
internal sealed record Arctan : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy / (1 + x.Square());
}

/// <summary>The angle, between −π and π, of the point whose second coordinate is a and whose first is b.</summary>
internal sealed record Arctan2 : FloatBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy)
    {
        var scale = dy / (a.Square() + b.Square());
        return (scale * b, -scale * a);
    }
}

/// <summary><c>y = √(a² + b²)</c>, without overflow on the way; the gradient at (0, 0) is 0.</summary>
internal sealed record Hypot : FloatBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy)
    {
        var scale = dy / Tensor.Where(y.EqualTo(0), 1, y);
        return (scale * a, scale * b);
    }
}
