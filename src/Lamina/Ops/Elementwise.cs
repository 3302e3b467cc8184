namespace Lamina.Ops;

/// <summary>A function of each element.</summary>
internal abstract record ElementwiseUnaryOp : UnaryOp
{
    public override bool IsElementwise => true;
}

/// <summary>A function of floating-point elements only.</summary>
internal abstract record FloatUnaryOp : ElementwiseUnaryOp
{
    public override DType InferDType(DType x) => x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);
}

/// <summary>A piecewise constant function: no gradient flows.</summary>
internal abstract record StepUnaryOp : ElementwiseUnaryOp
{
    public override bool IsDifferentiable => false;

    public sealed override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}

/// <summary>A function of two elements; shapes broadcast.</summary>
internal abstract record ElementwiseBinaryOp : BinaryOp
{
    public override bool IsElementwise => true;

    public override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype != DType.Bool
            ? dtype
            : throw Mismatch.DType(this, "numbers", dtype);
}

/// <summary>A comparison of two elements; gives bool, and no gradient flows.</summary>
internal abstract record ComparisonOp : BinaryOp
{
    public override bool IsElementwise => true;

    public override bool IsDifferentiable => false;

    public override DType InferDType(DType a, DType b)
    {
        base.InferDType(a, b);
        return DType.Bool;
    }

    public sealed override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (null, null);
}

/// <summary>A logical function of two truth values.</summary>
internal abstract record LogicalOp : ComparisonOp
{
    public sealed override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && a == DType.Bool ? dtype : throw Mismatch.DType(this, "bool tensors", a);
}

/// <summary><c>y = −x</c>.</summary>
internal sealed record Negate : ElementwiseUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => -dy;
}

/// <summary><c>y = |x|</c>; the gradient at 0 is 0.</summary>
internal sealed record Abs : ElementwiseUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * x.Sign();
}

/// <summary>−1, 0 or 1 by the sign of x.</summary>
internal sealed record Sign : StepUnaryOp;

/// <summary>The largest whole number that is not above x.</summary>
internal sealed record Floor : StepUnaryOp;

/// <summary>The nearest whole number; halves go to the even one.</summary>
internal sealed record Round : StepUnaryOp;

/// <summary>True where x is neither infinite nor NaN.</summary>
internal sealed record IsFinite : StepUnaryOp
{
    public override DType InferDType(DType x) => DType.Bool;
}

/// <summary>True where x is false.</summary>
internal sealed record LogicalNot : StepUnaryOp
{
    public override DType InferDType(DType x) => x == DType.Bool ? x : throw Mismatch.DType(this, "a bool tensor", x);
}

/// <summary><c>y = x²</c>.</summary>
internal sealed record Square : ElementwiseUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * (2 * x);
}

/// <summary><c>y = √x</c>.</summary>
internal sealed record Sqrt : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => 0.5 * dy / y;
}

/// <summary><c>y = 1/√x</c>.</summary>
internal sealed record Rsqrt : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => -0.5 * dy * (y * y.Square());
}

/// <summary><c>y = eˣ</c>.</summary>
internal sealed record Exp : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * y;
}

/// <summary><c>y = eˣ − 1</c>, exact near 0.</summary>
internal sealed record Expm1 : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * (y + 1);
}

/// <summary>The natural logarithm.</summary>
internal sealed record Log : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy / x;
}

/// <summary><c>y = ln(1 + x)</c>, exact near 0.</summary>
internal sealed record Log1p : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy / (1 + x);
}

/// <summary>Sine of radians.</summary>
internal sealed record Sin : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * x.Cos();
}

/// <summary>Cosine of radians.</summary>
internal sealed record Cos : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => -dy * x.Sin();
}

/// <summary>Hyperbolic tangent.</summary>
internal sealed record Tanh : FloatUnaryOp
{
    /// <summary><c>dy/dx = 1 − y²</c>, written with y so that x need not be kept.</summary>
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * (1 - y.Square());
}

/// <summary>The logistic function <c>y = 1/(1 + e⁻ˣ)</c>.</summary>
internal sealed record Sigmoid : FloatUnaryOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * (y * (1 - y));
}

/// <summary>The error function <c>y = 2/√π ∫₀ˣ e^(−t²) dt</c>.</summary>
internal sealed record Erf : FloatUnaryOp
{
    private const double TwoOverSqrtPi = 1.1283791670955126;

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => TwoOverSqrtPi * dy * (-x.Square()).Exp();
}

/// <summary><c>y = max(x, 0)</c>; the gradient at 0 is 0.</summary>
internal sealed record Relu : ElementwiseUnaryOp
{
    // Written with y: where the output is positive the input was, and x need not be kept.
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => Tensor.Where(y > 0, dy, 0);
}

/// <summary>The same values in another dtype: floats are truncated to integers, numbers to bool by <c>x ≠ 0</c>.</summary>
internal sealed record Cast(DType To) : ElementwiseUnaryOp
{
    public override string Name => $"Cast({To.KerasName})";

    public override DType InferDType(DType x) => To;

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) =>
        x.DType.IsFloat && y.DType.IsFloat ? dy.Cast(x.DType) : null;
}

/// <summary>x itself, through which no gradient flows.</summary>
internal sealed record StopGradient : StepUnaryOp;

/// <summary><c>y = a + b</c>.</summary>
internal sealed record Add : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (dy, dy);
}

/// <summary><c>y = a − b</c>.</summary>
internal sealed record Subtract : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (dy, -dy);
}

/// <summary><c>y = a·b</c>, element by element.</summary>
internal sealed record Multiply : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (dy * b, dy * a);
}

/// <summary><c>y = a/b</c>.</summary>
internal sealed record Divide : ElementwiseBinaryOp
{
    public override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsFloat
            ? dtype
            : throw Mismatch.DType(this, "floating-point tensors", dtype);

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (dy / b, -dy * y / b);
}

/// <summary><c>y = aᵇ</c>.</summary>
internal sealed record Power : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (dy * b * a.Pow(b - 1), dy * y * Tensor.Where(a > 0, Tensor.Where(a > 0, a, 1).Log(), 0));
}

/// <summary>The larger of a and b; NaN if either is. Ties share the gradient.</summary>
internal sealed record Maximum : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (Tensor.Where(a > b, dy, Tensor.Where(a.EqualTo(b), 0.5 * dy, 0)),
         Tensor.Where(b > a, dy, Tensor.Where(a.EqualTo(b), 0.5 * dy, 0)));
}

/// <summary>The smaller of a and b; NaN if either is. Ties share the gradient.</summary>
internal sealed record Minimum : ElementwiseBinaryOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (Tensor.Where(a < b, dy, Tensor.Where(a.EqualTo(b), 0.5 * dy, 0)),
         Tensor.Where(b < a, dy, Tensor.Where(a.EqualTo(b), 0.5 * dy, 0)));
}

/// <summary>True where a &lt; b.</summary>
internal sealed record Less : ComparisonOp;

/// <summary>True where a ≤ b.</summary>
internal sealed record LessOrEqual : ComparisonOp;

/// <summary>True where a = b.</summary>
internal sealed record Equal : ComparisonOp;

/// <summary>True where a ≠ b.</summary>
internal sealed record NotEqual : ComparisonOp;

/// <summary>True where both are.</summary>
internal sealed record LogicalAnd : LogicalOp;

/// <summary>True where either is.</summary>
internal sealed record LogicalOr : LogicalOp;

/// <summary>a where the mask is true, b elsewhere; shapes broadcast.</summary>
internal sealed record Where : Op
{
    public override bool IsElementwise => true;

    public override TensorType Infer(ReadOnlySpan<TensorType> inputs)
    {
        var (mask, a, b) = (inputs[0], inputs[1], inputs[2]);
        if (mask.DType != DType.Bool)
        {
            throw Mismatch.DType(this, "a bool mask", mask.DType);
        }

        if (a.DType != b.DType)
        {
            throw Mismatch.DTypes(this, ("a", a.DType), ("b", b.DType));
        }

        var shape = Shape.TryBroadcast(a.Shape, b.Shape) is { } values ? Shape.TryBroadcast(mask.Shape, values) : null;
        return new TensorType(
            shape ?? throw Mismatch.Broadcast(this, ("mask", mask.Shape), ("a", a.Shape), ("b", b.Shape)), a.DType);
    }

    public override Tensor?[] Vjp(Graphs.Node node, Tensor dy) =>
        [null, Tensor.Where(node.Inputs[0], dy, 0), Tensor.Where(node.Inputs[0], 0, dy)];
}
