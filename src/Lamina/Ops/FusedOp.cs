namespace Lamina.Ops;

/// <summary>An op with a kernel of its own that could be written in plain ops, and is: the definition gives its path
/// where the kernel is missing, and its test.</summary>
internal interface IFusedOp
{
    /// <summary>The same in plain ops.</summary>
    Tensor Define(params ReadOnlySpan<Tensor> inputs);
}

/// <summary>A fused op of one input.</summary>
internal abstract record FusedOp : UnaryOp, IFusedOp
{
    /// <summary>The same in plain ops.</summary>
    public abstract Tensor Define(Tensor x);

    Tensor IFusedOp.Define(params ReadOnlySpan<Tensor> inputs) => Define(inputs[0]);
}

/// <summary><c>yᵢ = e^(xᵢ) / Σⱼ e^(xⱼ)</c> over the last axis, computed without overflow.</summary>
internal sealed record Softmax : FusedOp
{
    public override DType InferDType(DType x) => x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => new SoftmaxGradient().Of(y, dy.BroadcastTo(y.Shape));

    public override Tensor Define(Tensor x)
    {
        var e = (x - x.Max(-1, keepDims: true).StopGradient()).Exp();
        return e / e.Sum(-1, keepDims: true);
    }
}

/// <summary><c>yᵢ = xᵢ − ln Σⱼ e^(xⱼ)</c> over the last axis, computed without overflow.</summary>
internal sealed record LogSoftmax : FusedOp
{
    public override DType InferDType(DType x) => x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy - y.Exp() * dy.Sum(-1, keepDims: true);

    public override Tensor Define(Tensor x)
    {
        var centred = x - x.Max(-1, keepDims: true).StopGradient();
        return centred - centred.Exp().Sum(-1, keepDims: true).Log();
    }
}
