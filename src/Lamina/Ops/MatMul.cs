namespace Lamina.Ops;

/// <summary>Matrix product over the last two axes: <c>y = op(a)·op(b)</c>, where op may transpose.</summary>
/// <remarks>Shapes: a [.., m, k], b [.., k, n] → y [.., m, n]; leading axes broadcast.</remarks>
internal sealed record MatMul(bool TransposeA = false, bool TransposeB = false) : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b)
    {
        if (a.Rank < 2 || b.Rank < 2)
        {
            throw Mismatch.Shapes("MatMul needs operands with at least two axes.", ("a", a), ("b", b));
        }

        var (inner, outer) = TransposeA ? (-2, -1) : (-1, -2);
        var (innerB, outerB) = TransposeB ? (-1, -2) : (-2, -1);
        if (a[a.Rank + inner] != b[b.Rank + innerB])
        {
            throw Mismatch.Axes(this, ("a", a, inner), ("b", b, innerB));
        }

        var batch = Shape.TryBroadcast(a[..^2], b[..^2]) ?? throw Mismatch.Broadcast(this, ("a", a), ("b", b));
        return [.. batch, a[a.Rank + outer], b[b.Rank + outerB]];
    }

    public override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsFloat
            ? dtype
            : throw Mismatch.DType(this, "floating-point tensors", dtype);

    // [m,n]·[n,k] → [m,k]   and   [k,m]·[m,n] → [k,n], each transposed back where the operand was.
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (TransposeA ? new MatMul(TransposeB, true).Of(b, dy) : new MatMul(false, !TransposeB).Of(dy, b),
         TransposeB ? new MatMul(true, TransposeA).Of(dy, a) : new MatMul(!TransposeA, false).Of(a, dy));
}
