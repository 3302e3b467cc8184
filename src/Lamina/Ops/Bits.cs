namespace Lamina.Ops;

/// <summary>A function of the bits of two integers, in two's complement; shapes broadcast.</summary>
internal abstract record BitwiseOp : BinaryOp
{
    public override bool IsElementwise => true;

    public override bool IsDifferentiable => false;

    public sealed override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsInteger ? dtype : throw Mismatch.DType(this, "integers", dtype);

    public sealed override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (null, null);
}

/// <summary>The bits that both have.</summary>
internal sealed record BitwiseAnd : BitwiseOp;

/// <summary>The bits that either has.</summary>
internal sealed record BitwiseOr : BitwiseOp;

/// <summary>The bits that one of them has and the other has not.</summary>
internal sealed record BitwiseXor : BitwiseOp;

/// <summary>The bits of a moved up by b places in 32 bits; 0 from 32 places on.</summary>
internal sealed record LeftShift : BitwiseOp;

/// <summary>The bits of a moved down by b places, the sign kept.</summary>
internal sealed record RightShift : BitwiseOp;
