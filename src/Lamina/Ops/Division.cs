namespace Lamina.Ops;

/// <summary>The largest whole number that is not above a/b; of integers 0 where b is 0.</summary>
internal sealed record FloorDivide : ElementwiseBinaryOp
{
    public override bool IsDifferentiable => false;

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (null, null);
}

/// <summary>What a division towards −∞ leaves, <c>a − ⌊a/b⌋·b</c>, with the sign of b; of integers 0 where b is
/// 0.</summary>
internal sealed record Modulo : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (dy, -dy * (a / b).Floor());
}

/// <summary>What a division towards 0 leaves, with the sign of a; of integers 0 where b is 0.</summary>
internal sealed record Remainder : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (dy, -dy * (a / b).Trunc());
}
