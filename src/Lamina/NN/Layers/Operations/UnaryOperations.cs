namespace Lamina.NN;

/// <summary>A function of each element.</summary>
internal abstract record UnaryOperation : OperationConfig
{
    public sealed override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) => operands.Count == 1
        ? [Of(operands[0])]
        : throw new ArgumentException($"{KerasName} takes one tensor; it was given {operands.Count}.");

    protected abstract Tensor Of(Tensor x);

    /// <summary>Whole numbers as fractions, as Keras has them where results are fractions.</summary>
    protected static Tensor Float(Tensor x) => x.DType.IsFloat ? x : x.Cast(DType.Float32);
}

/// <summary>An activation as an operation.</summary>
internal abstract record ActivationOperation : UnaryOperation
{
    protected abstract Activation Function { get; }

    protected sealed override Tensor Of(Tensor x) => Function.Apply(Float(x));
}

internal sealed record AbsoluteOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => x.Abs();
}

internal sealed record NegativeOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => -x;
}

internal sealed record SquareOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => x.Square();
}

internal sealed record SqrtOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Sqrt();
}

internal sealed record RsqrtOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Rsqrt();
}

internal sealed record ReciprocalOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => 1 / Float(x);
}

internal sealed record ExpOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Exp();
}

internal sealed record Expm1Operation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Expm1();
}

internal sealed record LogOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Log();
}

internal sealed record Log1pOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Log1p();
}

internal sealed record SinOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Sin();
}

internal sealed record CosOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Cos();
}

internal sealed record TanhOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Tanh();
}

internal sealed record SignOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => x.Sign();
}

internal sealed record FloorOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => Float(x).Floor();
}

internal sealed record CeilOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => x.Ceil();
}

internal sealed record LogicalNotOperation : UnaryOperation
{
    protected override Tensor Of(Tensor x) => x.LogicalNot();
}

internal sealed record ReluOperation : ActivationOperation
{
    protected override Activation Function => Activation.Relu;
}

internal sealed record Relu6Operation : ActivationOperation
{
    protected override Activation Function => Activation.Relu6;
}

internal sealed record SigmoidOperation : ActivationOperation
{
    protected override Activation Function => Activation.Sigmoid;
}

internal sealed record SoftplusOperation : ActivationOperation
{
    protected override Activation Function => Activation.Softplus;
}

internal sealed record SoftsignOperation : ActivationOperation
{
    protected override Activation Function => Activation.Softsign;
}

internal sealed record SiluOperation : ActivationOperation
{
    protected override Activation Function => Activation.Silu;
}

internal sealed record SeluOperation : ActivationOperation
{
    protected override Activation Function => Activation.Selu;
}

internal sealed record HardSigmoidOperation : ActivationOperation
{
    protected override Activation Function => Activation.HardSigmoid;
}

internal sealed record HardSiluOperation : ActivationOperation
{
    protected override Activation Function => Activation.HardSilu;
}

internal sealed record LogSigmoidOperation : ActivationOperation
{
    protected override Activation Function => Activation.LogSigmoid;
}

internal sealed record LeakyReluOperation : ActivationOperation
{
    public double NegativeSlope { get; init; } = 0.2;

    protected override Activation Function => new LeakyReluActivation(NegativeSlope);
}

internal sealed record EluOperation : ActivationOperation
{
    public double Alpha { get; init; } = 1;

    protected override Activation Function => new EluActivation(Alpha);
}

internal sealed record GeluOperation : ActivationOperation
{
    public bool Approximate { get; init; } = true;

    protected override Activation Function => new GeluActivation(Approximate);
}

internal sealed record SoftmaxOperation : ActivationOperation
{
    public int Axis { get; init; } = -1;

    protected override Activation Function => new SoftmaxActivation(Axis);
}

internal sealed record LogSoftmaxOperation : ActivationOperation
{
    public int Axis { get; init; } = -1;

    protected override Activation Function => new LogSoftmaxActivation(Axis);
}

/// <summary>Elements drawn into bounds.</summary>
internal sealed record ClipOperation : UnaryOperation
{
    public required double XMin { get; init; }

    public required double XMax { get; init; }

    protected override Tensor Of(Tensor x) => x.Clip(XMin, XMax);
}

/// <summary>Elements of another type.</summary>
internal sealed record CastOperation : UnaryOperation
{
    public required DType Dtype { get; init; }

    protected override Tensor Of(Tensor x) => x.Cast(Dtype);
}
