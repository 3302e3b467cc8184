namespace Lamina.NN;

/// <summary>A function of two tensors, or of a tensor and numbers, whose axes broadcast.</summary>
internal abstract record BinaryOperation : OperationConfig
{
    public sealed override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments)
    {
        if (operands.Count != 2)
        {
            throw new ArgumentException($"{KerasName} takes two operands; it was given {operands.Count}.");
        }

        // As Keras has it, a fraction among whole numbers makes fractions of them.
        var (a, b) = (operands[0], operands[1]);
        return a.DType == b.DType ? [Of(a, b)]
            : a.DType.IsFloat ? [Of(a, b.Cast(a.DType))]
            : b.DType.IsFloat ? [Of(a.Cast(b.DType), b)]
            : [Of(a.Cast(DType.Int32), b.Cast(DType.Int32))];
    }

    protected abstract Tensor Of(Tensor a, Tensor b);

    /// <summary>Whole numbers as fractions.</summary>
    protected static Tensor Float(Tensor x) => x.DType.IsFloat ? x : x.Cast(DType.Float32);
}

internal sealed record AddOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a + b;
}

internal sealed record SubtractOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a - b;
}

internal sealed record MultiplyOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a * b;
}

internal sealed record DivideOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Float(a) / Float(b);
}

internal sealed record TrueDivideOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Float(a) / Float(b);
}

internal sealed record FloorDivideOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Tensor.FloorDivide(a, b);
}

internal sealed record ModOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Tensor.Mod(a, b);
}

internal sealed record PowerOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a.Pow(b);
}

internal sealed record MaximumOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Tensor.Maximum(a, b);
}

internal sealed record MinimumOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Tensor.Minimum(a, b);
}

internal sealed record GreaterOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a > b;
}

internal sealed record GreaterEqualOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a >= b;
}

internal sealed record LessOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a < b;
}

internal sealed record LessEqualOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a <= b;
}

internal sealed record EqualOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a.EqualTo(b);
}

internal sealed record LogicalAndOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Tensor.LogicalAnd(a, b);
}

internal sealed record LogicalOrOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => Tensor.LogicalOr(a, b);
}

/// <summary>The square of the difference, which TensorFlow has as one operation.</summary>
internal sealed record SquaredDifferenceOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => (a - b).Square();
}

internal sealed record MatmulOperation : BinaryOperation
{
    protected override Tensor Of(Tensor a, Tensor b) => a.MatMul(b);
}
