using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;
using Lamina.Ops;
using unsafe TileFunction = delegate*<float*, float*, float*, float*, nint, void>;

namespace Lamina.Backends.Cpu;

/// <summary>The kernel of each elementwise op: one row an op, a second where integers need their own.</summary>
internal static unsafe class ElementwiseTable
{
    /// <summary>The loop for a node whose operands are, or are not, scalars.</summary>
    public static TileFunction Find(Node node, SimdWidth width, bool a, bool b, bool c) => node.Inputs.Length switch
    {
        1 => Unary(node, width),
        2 => node.Inputs[0].DType.IsInteger ? IntBinary(node, width, a, b) : Binary(node, width, a, b),
        _ when node.Op is Where => Elementwise.Ternary<WhereKernel>(width, a, b, c),
        _ => throw Missing(node),
    };

    /// <summary>True for casts whose values look the same in both types: truth values are 0 and 1.</summary>
    public static bool KeepsLanes(Node node) => node.Op switch
    {
        Broadcast or Reshape => true,
        Cast cast => Lane(node.Inputs[0].DType) is var from && Lane(cast.To) is var to
            && (from == to || (from == DType.Bool && to == DType.Float32)),
        _ => false,
    };

    // What the 4-byte lanes hold: floats of any width, truth values as floats, or integers of any width.
    private static DType Lane(DType dtype) => dtype.IsInteger ? DType.Int32 : dtype.IsFloat ? DType.Float32 : dtype;

    private static TileFunction Unary(Node node, SimdWidth width) => (node.Op, Lane(node.Inputs[0].DType)) switch
    {
        (Negate, DType.Int32) => Elementwise.Unary<NegateIntKernel>(width),
        (Abs, DType.Int32) => Elementwise.Unary<AbsIntKernel>(width),
        (Cast { To.IsFloat: true }, DType.Int32) => Elementwise.Unary<IntToFloatKernel>(width),
        (Cast { To: DType.Bool }, DType.Float32) => Elementwise.Unary<FloatToBoolKernel>(width),
        (Cast { To: not DType.Bool }, DType.Float32 or DType.Bool) => Elementwise.Unary<FloatToIntKernel>(width),
        (Cast { To: DType.Bool }, DType.Int32) => Elementwise.Unary<IntToBoolKernel>(width),
        (Square, DType.Int32) => Elementwise.Unary<SquareIntKernel>(width),
        (StopGradient, DType.Int32) => Elementwise.Unary<CopyKernel>(width),
        (_, DType.Int32) => throw Missing(node),
        (Negate, _) => Elementwise.Unary<NegateKernel>(width),
        (Abs, _) => Elementwise.Unary<AbsKernel>(width),
        (Sign, _) => Elementwise.Unary<SignKernel>(width),
        (Floor, _) => Elementwise.Unary<FloorKernel>(width),
        (Round, _) => Elementwise.Unary<RoundKernel>(width),
        (IsFinite, _) => Elementwise.Unary<IsFiniteKernel>(width),
        (LogicalNot, _) => Elementwise.Unary<LogicalNotKernel>(width),
        (Square, _) => Elementwise.Unary<SquareKernel>(width),
        (Sqrt, _) => Elementwise.Unary<SqrtKernel>(width),
        (Rsqrt, _) => Elementwise.Unary<RsqrtKernel>(width),
        (Exp, _) => Elementwise.Unary<ExpKernel>(width),
        (Expm1, _) => Elementwise.Unary<Expm1Kernel>(width),
        (Log, _) => Elementwise.Unary<LogKernel>(width),
        (Log1p, _) => Elementwise.Unary<Log1pKernel>(width),
        (Sin, _) => Elementwise.Unary<SinKernel>(width),
        (Cos, _) => Elementwise.Unary<CosKernel>(width),
        (Tanh, _) => Elementwise.Unary<TanhKernel>(width),
        (Sigmoid, _) => Elementwise.Unary<SigmoidKernel>(width),
        (Erf, _) => Elementwise.Unary<ErfKernel>(width),
        (Arctan, _) => Elementwise.Unary<ArctanKernel>(width),
        (Relu, _) => Elementwise.Unary<ReluKernel>(width),
        (StopGradient, _) => Elementwise.Unary<CopyKernel>(width),
        _ => throw Missing(node),
    };

    private static TileFunction Binary(Node node, SimdWidth width, bool a, bool b) => node.Op switch
    {
        Add => Elementwise.Binary<AddKernel>(width, a, b),
        Subtract => Elementwise.Binary<SubtractKernel>(width, a, b),
        Multiply => Elementwise.Binary<MultiplyKernel>(width, a, b),
        Divide => Elementwise.Binary<DivideKernel>(width, a, b),
        Power => Elementwise.Binary<PowerKernel>(width, a, b),
        Maximum => Elementwise.Binary<MaximumKernel>(width, a, b),
        Minimum => Elementwise.Binary<MinimumKernel>(width, a, b),
        Less => Elementwise.Binary<LessKernel>(width, a, b),
        LessOrEqual => Elementwise.Binary<LessOrEqualKernel>(width, a, b),
        Equal => Elementwise.Binary<EqualKernel>(width, a, b),
        NotEqual => Elementwise.Binary<NotEqualKernel>(width, a, b),
        Arctan2 => Elementwise.Binary<Arctan2Kernel>(width, a, b),
        Hypot => Elementwise.Binary<HypotKernel>(width, a, b),
        FloorDivide => Elementwise.Binary<FloorDivideKernel>(width, a, b),
        Modulo => Elementwise.Binary<ModuloKernel>(width, a, b),
        Remainder => Elementwise.Binary<RemainderKernel>(width, a, b),
        LogicalAnd => Elementwise.Binary<LogicalAndKernel>(width, a, b),
        LogicalOr => Elementwise.Binary<LogicalOrKernel>(width, a, b),
        _ => throw Missing(node),
    };

    private static TileFunction IntBinary(Node node, SimdWidth width, bool a, bool b) => node.Op switch
    {
        Add => Elementwise.Binary<AddIntKernel>(width, a, b),
        Subtract => Elementwise.Binary<SubtractIntKernel>(width, a, b),
        Multiply => Elementwise.Binary<MultiplyIntKernel>(width, a, b),
        Maximum => Elementwise.Binary<MaximumIntKernel>(width, a, b),
        Minimum => Elementwise.Binary<MinimumIntKernel>(width, a, b),
        FloorDivide => Elementwise.Binary<FloorDivideIntKernel>(width, a, b),
        Modulo => Elementwise.Binary<ModuloIntKernel>(width, a, b),
        Remainder => Elementwise.Binary<RemainderIntKernel>(width, a, b),
        BitwiseAnd => Elementwise.Binary<BitwiseAndKernel>(width, a, b),
        BitwiseOr => Elementwise.Binary<BitwiseOrKernel>(width, a, b),
        BitwiseXor => Elementwise.Binary<BitwiseXorKernel>(width, a, b),
        LeftShift => Elementwise.Binary<LeftShiftKernel>(width, a, b),
        RightShift => Elementwise.Binary<RightShiftKernel>(width, a, b),
        Less => Elementwise.Binary<LessIntKernel>(width, a, b),
        LessOrEqual => Elementwise.Binary<LessOrEqualIntKernel>(width, a, b),
        Equal => Elementwise.Binary<EqualIntKernel>(width, a, b),
        NotEqual => Elementwise.Binary<NotEqualIntKernel>(width, a, b),
        _ => throw Missing(node),
    };

    private static MissingKernelException Missing(Node node) => new(node, "CPU");
}
