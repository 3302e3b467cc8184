namespace Lamina.Ops;

/// <summary>The gradient of softmax over the last axis, of its result y and the gradient dy of that:
/// <c>dxᵢ = yᵢ·(dyᵢ − Σⱼ yⱼ·dyⱼ)</c>.</summary>
internal sealed record SoftmaxGradient : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b) => a == b
        ? a
        : throw Mismatch.Shapes("SoftmaxGradient needs a gradient for each element.", ("y", a), ("dy", b));

    public override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsFloat
            ? dtype
            : throw Mismatch.DType(this, "floating-point tensors", dtype);

    // It is linear in dy, and its matrix diag(y) − y·yᵀ is symmetric.
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (dy * (b - (a * b).Sum(-1, keepDims: true)) - b * (dy * a).Sum(-1, keepDims: true), Of(a, dy));
}
