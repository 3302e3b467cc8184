namespace Lamina.Formats.Onnx.Import;

/// <summary>Operators on each element, or on those at the same place of several tensors.</summary>
internal static class ElementwiseFunctions
{
    public static OnnxFunction[] Rows { get; } =
    [
        Unary("Abs", static x => x.Abs()),
        Unary("Acos", static x => x.Arccos()),
        Unary("Acosh", static x => x.Arccosh()),
        Unary("Asin", static x => x.Arcsin()),
        Unary("Asinh", static x => x.Arcsinh()),
        Unary("Atan", static x => x.Arctan()),
        Unary("Atanh", static x => x.Arctanh()),
        Unary("Ceil", static x => x.Ceil()),
        Unary("Cos", static x => x.Cos()),
        Unary("Cosh", static x => x.Cosh()),
        Unary("Erf", static x => x.Erf()),
        Unary("Exp", static x => x.Exp()),
        Unary("Floor", static x => x.Floor()),
        Unary("Identity", static x => x),
        Unary("IsNaN", static x => x.IsNaN()),
        Unary("Log", static x => x.Log()),
        Unary("Neg", static x => -x),
        Unary("Not", static x => !x),
        Unary("Reciprocal", static x => x.Reciprocal()),
        Unary("Round", static x => x.Round()),
        Unary("Sign", static x => x.Sign()),
        Unary("Sin", static x => x.Sin()),
        Unary("Sinh", static x => x.Sinh()),
        Unary("Sqrt", static x => x.Sqrt()),
        Unary("Tan", static x => x.Tan()),
        Binary("Add", static (a, b) => a + b),
        Binary("Sub", static (a, b) => a - b),
        Binary("Mul", static (a, b) => a * b),
        Binary("Div", Divide),
        Binary("And", static (a, b) => a & b),
        Binary("Or", static (a, b) => a | b),
        Binary("Xor", static (a, b) => a.NotEqualTo(b)),
        Binary("Equal", static (a, b) => a.EqualTo(b)),
        Binary("Less", static (a, b) => a < b),
        Binary("LessOrEqual", static (a, b) => a <= b),
        Binary("Greater", static (a, b) => a > b),
        Binary("GreaterOrEqual", static (a, b) => a >= b),
        Many("Max", Tensor.Maximum),
        Many("Min", Tensor.Minimum),
        Many("Sum", static (a, b) => a + b),
        OnnxFunction.Of("Mean", static call => Fold(call, static (a, b) => a + b) * (1.0 / call.Inputs.Count)),
        OnnxFunction.Of("IsInf", IsInf),
        OnnxFunction.Of("Mod", static call =>
            call.Whole("fmod", 0) == 1 ? Tensor.Fmod(call.X, call[1]) : Tensor.Mod(call.X, call[1])),
        OnnxFunction.Of("Pow", Power),
        OnnxFunction.Of("Where", static call => Tensor.Where(call.X, call[1], call[2])),
        OnnxFunction.Of("Clip", Clip),
        OnnxFunction.Of("Cast", static call => call.X.Cast(
            GivenTensors.DTypeOf((OnnxDataType)call.Whole("to", 0), call.File))),
        OnnxFunction.Of("CastLike", static call => call.X.Cast(call[1].DType)),

        // In a model that predicts nothing is dropped; the mask says so.
        new("Dropout", static call => [call.X, call.X.OnesLike(DType.Bool)]),
    ];

    private static OnnxFunction Unary(string name, Func<Tensor, Tensor> function) =>
        OnnxFunction.Of(name, call => function(call.X));

    // Before version 7 the second operand was aligned by an attribute.
    private static OnnxFunction Binary(string name, Func<Tensor, Tensor, Tensor> function) => OnnxFunction.Of(
        name, call => function(call.X, call.Opset < 7 ? Aligned(call, call.X, call[1]) : call[1]));

    private static OnnxFunction Many(string name, Func<Tensor, Tensor, Tensor> function) =>
        OnnxFunction.Of(name, call => Fold(call, function));

    private static Tensor Fold(OnnxCall call, Func<Tensor, Tensor, Tensor> function) =>
        Enumerable.Range(1, Math.Max(0, call.Inputs.Count - 1)).Aggregate(call.X, (y, i) => function(y, call[i]));

    private static Tensor Aligned(OnnxCall call, Tensor a, Tensor b)
    {
        if (call.WholeOrNull("axis") is not { } axis)
        {
            return b;
        }

        var behind = a.Rank - call.Axis(a, axis) - b.Rank;
        return behind > 0 ? b.Reshape([.. b.Shape, .. Enumerable.Repeat(1, behind)]) : b;
    }

    // Whole numbers are divided towards 0.
    private static Tensor Divide(Tensor a, Tensor b) => a.DType.IsFloat
        ? a / b
        : Tensor.FloorDivide(a - Tensor.Fmod(a, b), b);

    private static Tensor IsInf(OnnxCall call)
    {
        var (positive, negative) = (call.Whole("detect_positive", 1) != 0, call.Whole("detect_negative", 1) != 0);
        return positive && negative ? call.X.IsInfinity()
            : positive ? call.X.IsPositiveInfinity()
            : negative ? call.X.IsNegativeInfinity()
            : call.X.ZerosLike(DType.Bool);
    }

    private static Tensor Power(OnnxCall call)
    {
        var (x, exponent) = (call.X, call[1]);
        if (exponent.Shape.Size == 1 && x.DType.IsFloat && exponent.Rank <= x.Rank && OnnxCall.Known(exponent) is [var number])
        {
            return number switch { 2 => x.Square(), 1 => x, 0.5 => x.Sqrt(), -1 => 1 / x, _ => x.Pow(number) };
        }

        return x.DType.IsFloat
            ? x.Pow(exponent.Cast(x.DType))
            : x.Cast(DType.Float64).Pow(exponent.Cast(DType.Float64)).Round().Cast(x.DType);
    }

    private static Tensor Clip(OnnxCall call)
    {
        var x = call.X;
        if (call.Has("min") || call.Has("max"))
        {
            x = call.Has("min") ? Tensor.Maximum(x, call.Number("min", 0)) : x;
            return call.Has("max") ? Tensor.Minimum(x, call.Number("max", 0)) : x;
        }

        x = call.Find(1) is { } low ? Tensor.Maximum(x, low) : x;
        return call.Find(2) is { } high ? Tensor.Minimum(x, high) : x;
    }
}
