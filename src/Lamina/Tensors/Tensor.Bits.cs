using Lamina.Ops;

namespace Lamina;

// Functions of the bits of integers, in two's complement; truth values are one bit.
public sealed partial class Tensor
{
    /// <summary>The bits that both have; shapes broadcast.</summary>
    public static Tensor BitwiseAnd(Tensor a, Tensor b) => Bitwise(a, b, new BitwiseAnd(), static (x, y) => x & y);

    /// <summary>The bits that either has; shapes broadcast.</summary>
    public static Tensor BitwiseOr(Tensor a, Tensor b) => Bitwise(a, b, new BitwiseOr(), static (x, y) => x | y);

    /// <summary>The bits that exactly one has; shapes broadcast.</summary>
    public static Tensor BitwiseXor(Tensor a, Tensor b) =>
        Bitwise(a, b, new BitwiseXor(), static (x, y) => x.NotEqualTo(y));

    /// <summary>All bits turned: <c>−x − 1</c>, of bytes <c>255 − x</c>.</summary>
    public Tensor BitwiseNot() => DType switch
    {
        DType.Bool => !this,
        DType.UInt8 => new BitwiseXor().Of(this, Like(255)),
        _ => new BitwiseXor().Of(this, Like(-1)),
    };

    /// <summary>The bits moved up by so many places: <c>a·2ᵇ</c> in 32 bits; shapes broadcast.</summary>
    public static Tensor LeftShift(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return new LeftShift().Of(a.Numbers(), b.Numbers());
    }

    /// <summary>The bits moved down by so many places: <c>⌊a/2ᵇ⌋</c>; shapes broadcast.</summary>
    public static Tensor RightShift(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return new RightShift().Of(a.Numbers(), b.Numbers());
    }

    private static Tensor Bitwise(Tensor a, Tensor b, BitwiseOp op, Func<Tensor, Tensor, Tensor> ofTruth)
    {
        (a, b) = Alike(a, b);
        return a.DType == DType.Bool ? ofTruth(a, b) : op.Of(a, b);
    }
}
