namespace Lamina.Ops;

/// <summary>A function of each floating-point element that has no kernel.</summary>
internal abstract record SpecialUnaryOp : UnaryOp, IInterpreted
{
    public sealed override DType InferDType(DType x) =>
        x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);
}

/// <summary>A function of two elements of tensors of one shape that has no kernel.</summary>
internal abstract record SpecialBinaryOp : BinaryOp, IInterpreted
{
    public sealed override Shape InferShape(Shape a, Shape b) => a == b
        ? a
        : throw Mismatch.Shapes($"{Name} needs tensors of one shape.", ("a", a), ("b", b));
}

/// <summary><c>1 − erf(x)</c>, without losing the digits of a small result.</summary>
internal sealed record Erfc : SpecialUnaryOp
{
    private const double TwoOverSqrtPi = 1.1283791670955126;

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => -TwoOverSqrtPi * dy * (-x.Square()).Exp();
}

/// <summary>The x whose error function is given; ±∞ at ±1, NaN beyond.</summary>
internal sealed record Erfinv : SpecialUnaryOp
{
    private const double HalfSqrtPi = 0.88622692545275805;

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => HalfSqrtPi * dy * y.Square().Exp();
}

/// <summary>Derivatives of the logarithm of |Γ(x)|: itself at order −1, the digamma function at 0, and so on.</summary>
internal sealed record Polygamma(int Order) : SpecialUnaryOp
{
    public override string Name => $"Polygamma({Order})";

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * new Polygamma(Order + 1).Of(x);
}

/// <summary>The modified Bessel function of the first kind, of order 0 or 1.</summary>
internal sealed record BesselI(int Order) : SpecialUnaryOp
{
    public override string Name => $"BesselI({Order})";

    // I₀′ = I₁ and I₁′ = I₀ − I₁/x, whose limit at 0 is ½.
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        if (Order == 0)
        {
            return dy * new BesselI(1).Of(x);
        }

        var isZero = x.EqualTo(0);
        return dy * (new BesselI(0).Of(x) - Tensor.Where(isZero, 0.5, y / Tensor.Where(isZero, 1, x)));
    }
}

/// <summary>The regularized lower incomplete gamma function: <c>P(a, b) = 1/Γ(a) ∫₀ᵇ t^(a−1) e⁻ᵗ dt</c>.</summary>
/// <remarks>The gradient of b only: that of a has no closed form.</remarks>
internal sealed record GammaInc : SpecialBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (null, dy * (((a - 1) * b.Log()) - b - new Polygamma(-1).Of(a)).Exp());
}

/// <summary>The number next to a that is nearer to b, in the precision of the dtype.</summary>
internal sealed record NextAfter : SpecialBinaryOp
{
    public override bool IsDifferentiable => false;

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (null, null);
}

/// <summary>The greatest common divisor of integers; never negative.</summary>
internal sealed record Gcd : SpecialBinaryOp
{
    public override bool IsDifferentiable => false;

    public override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsInteger ? dtype : throw Mismatch.DType(this, "integers", dtype);

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (null, null);
}

/// <summary>The same bits read as float32 or as int32.</summary>
internal sealed record Bitcast(DType To) : UnaryOp, IInterpreted
{
    public override string Name => $"Bitcast({To.KerasName})";

    public override bool IsDifferentiable => false;

    public override DType InferDType(DType x) =>
        (x, To) is (DType.Float32, DType.Int32) or (DType.Int32, DType.Float32)
            ? To
            : throw Mismatch.DType(this, "float32 to be read as int32, or the reverse", x);

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}
