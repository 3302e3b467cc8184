using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

/// <summary>A row for each elementwise kernel.</summary>
internal static class KernelTable
{
    private const float Infinity = float.PositiveInfinity;
    private const float NaN = float.NaN;

    public static readonly KernelCase[] Rows =
    [
        KernelCase.Unary<CopyKernel>(x => x),
        KernelCase.Unary<NegateKernel>(x => -x),
        KernelCase.Unary<AbsKernel>(Math.Abs) with { Specials = [(-Infinity, Infinity), (NaN, NaN)] },
        KernelCase.Unary<SignKernel>(x => Math.Sign(x)) with
        {
            Whole = true, Low = -2, High = 2, Specials = [(NaN, NaN), (0f, 0f), (-Infinity, -1f), (1e-45f, 1f)],
        },
        KernelCase.Unary<SquareKernel>(x => x * x),
        KernelCase.Unary<ReciprocalKernel>(x => 1 / x) with { Low = 0.1, Specials = [(0f, Infinity)] },
        KernelCase.Unary<SqrtKernel>(Math.Sqrt) with { Low = 0, Specials = [(-1f, NaN), (0f, 0f), (NaN, NaN)] },
        KernelCase.Unary<RsqrtKernel>(x => 1 / Math.Sqrt(x)) with
        {
            Low = 0.001, Tolerance = Tolerances.FewRoundings, Specials = [(0f, Infinity), (-1f, NaN), (Infinity, 0f)],
        },
        KernelCase.Unary<ReluKernel>(x => Math.Max(x, 0)) with { Specials = [(NaN, NaN), (-Infinity, 0f)] },
        KernelCase.Unary<FloorKernel>(Math.Floor) with { Specials = [(NaN, NaN), (1e30f, 1e30f)] },
        KernelCase.Unary<RoundKernel>(x => Math.Round(x)) with
        {
            Specials = [(0.5f, 0f), (1.5f, 2f), (2.5f, 2f), (-2.5f, -2f), (NaN, NaN), (1e30f, 1e30f)],
        },
        KernelCase.Unary<LogicalNotKernel>(x => 1 - x) with { Whole = true, Low = 0, High = 1 },
        KernelCase.Unary<IsFiniteKernel>(_ => 1) with
        {
            Specials = [(NaN, 0f), (Infinity, 0f), (-Infinity, 0f), (3.4e38f, 1f)],
        },
        KernelCase.Unary<ExpKernel>(Math.Exp) with
        {
            Low = -110, High = 90, Tolerance = Tolerances.Transcendental,
            Specials = [(0f, 1f), (-Infinity, 0f), (Infinity, Infinity), (88.8f, Infinity), (-200f, 0f), (NaN, NaN)],
        },
        KernelCase.Unary<Expm1Kernel>(Definitions.Expm1) with
        {
            Low = -20, High = 88, Tolerance = Tolerances.Transcendental,
            Specials = [(0f, 0f), (-Infinity, -1f), (-30f, -1f), (Infinity, Infinity), (89f, Infinity), (NaN, NaN)],
        },
        KernelCase.Unary<SigmoidKernel>(x => 1 / (1 + Math.Exp(-x))) with
        {
            Low = -87, High = 30, Tolerance = Tolerances.Transcendental,
            Specials = [(0f, 0.5f), (-Infinity, 0f), (Infinity, 1f), (20f, 1f), (-200f, 0f), (NaN, NaN)],
        },
        KernelCase.Unary<TanhKernel>(Math.Tanh) with
        {
            Tolerance = Tolerances.Transcendental,
            Specials =
            [
                (0f, 0f), (-Infinity, -1f), (Infinity, 1f), (9.1f, 1f), (-9.1f, -1f), (1e-30f, 1e-30f), (NaN, NaN),
            ],
        },
        KernelCase.Unary<LogKernel>(Math.Log) with
        {
            Low = 1e-4, High = 3, Tolerance = Tolerances.Transcendental,
            Specials =
            [
                (0f, -Infinity), (-0f, -Infinity), (-1f, NaN), (-Infinity, NaN), (1f, 0f), (Infinity, Infinity),
                (NaN, NaN), (1e-45f, -103.27893f), (1.1754942e-38f, -87.33655f), (3.4028235e38f, 88.72284f),
            ],
        },
        KernelCase.Unary<Log1pKernel>(Definitions.Log1p) with
        {
            Low = -0.9999, High = 5, Tolerance = Tolerances.Transcendental,
            Specials =
            [
                (-1f, -Infinity), (-1.5f, NaN), (0f, 0f), (Infinity, Infinity), (NaN, NaN), (1e-30f, 1e-30f),
                (3.4028235e38f, 88.72284f),
            ],
        },
        KernelCase.Unary<ErfKernel>(Definitions.Erf) with
        {
            Low = -5, High = 5, Tolerance = Tolerances.Transcendental,
            Specials = [(0f, 0f), (Infinity, 1f), (-Infinity, -1f), (4f, 1f), (-4.5f, -1f), (NaN, NaN)],
        },
        KernelCase.Unary<SinKernel>(Math.Sin) with
        {
            Low = -3.1, High = 3.1, Tolerance = Tolerances.Transcendental,
            Specials = [(0f, 0f), (Infinity, NaN), (NaN, NaN)],
        },
        KernelCase.Unary<CosKernel>(Math.Cos) with
        {
            Low = -1.5, High = 1.5, Tolerance = Tolerances.Transcendental,
            Specials = [(0f, 1f), (Infinity, NaN), (NaN, NaN)],
        },
        KernelCase.Unary<FloatToIntKernel>(x => Math.Truncate(x)) with
        {
            IntOutput = true, Specials = [(NaN, 0f), (-2.9f, BitConverter.Int32BitsToSingle(-2))],
        },
        KernelCase.Unary<IntToFloatKernel>(x => x) with { IntInputs = 1, Tolerance = Tolerances.Rounding },
        KernelCase.Unary<FloatToBoolKernel>(x => x == 0 ? 0 : 1) with
        {
            Whole = true, Low = -1, High = 1, Specials = [(NaN, 1f), (-0f, 0f), (1e-45f, 1f)],
        },

        KernelCase.Binary<AddKernel>((a, b) => a + b),
        KernelCase.Binary<SubtractKernel>((a, b) => a - b),
        KernelCase.Binary<MultiplyKernel>((a, b) => a * b),
        KernelCase.Binary<DivideKernel>((a, b) => a / b) with { Low = 0.5 },
        KernelCase.Binary<PowerKernel>(Math.Pow) with { Whole = true, Low = -5, High = 5 },
        KernelCase.Binary<MaximumKernel>(Math.Max) with { Specials = [(NaN, NaN)] },
        KernelCase.Binary<MinimumKernel>(Math.Min) with { Specials = [(NaN, NaN)] },
        KernelCase.Binary<LessKernel>((a, b) => a < b ? 1 : 0) with
        {
            Whole = true, Low = -2, High = 2, Specials = [(NaN, 0f)],
        },
        KernelCase.Binary<LessOrEqualKernel>((a, b) => a <= b ? 1 : 0) with
        {
            Whole = true, Low = -2, High = 2, Specials = [(NaN, 0f)],
        },
        KernelCase.Binary<EqualKernel>((a, b) => a == b ? 1 : 0) with
        {
            Whole = true, Low = -2, High = 2, Specials = [(NaN, 0f)],
        },
        KernelCase.Binary<NotEqualKernel>((a, b) => a != b ? 1 : 0) with
        {
            Whole = true, Low = -2, High = 2, Specials = [(NaN, 1f)],
        },
        KernelCase.Binary<LogicalAndKernel>((a, b) => a * b) with { Whole = true, Low = 0, High = 1 },
        KernelCase.Binary<LogicalOrKernel>(Math.Max) with { Whole = true, Low = 0, High = 1 },

        KernelCase.Ternary<WhereKernel>((a, b, c) => a != 0 ? b : c) with { Whole = true, Low = -1, High = 1 },
        KernelCase.Ternary<WhereKernel>((a, b, c) => a != 0 ? b : c) with
        {
            Whole = true, Low = -1, High = 1, IntInputs = 6, IntOutput = true,
        },
        KernelCase.Ternary<MultiplyAddKernel>((a, b, c) => (a * b) + c),
        KernelCase.Ternary<SubtractMultipliedKernel>((a, b, c) => c - (a * b)),
        KernelCase.Ternary<LerpKernel>((a, b, c) => a + ((b - a) * c)) with { Low = 0.1, High = 1, Tolerance = Tolerances.Difference },
        KernelCase.Ternary<LerpSquareKernel>((a, b, c) => a + (((b * b) - a) * c)) with { Low = 0.1, High = 1, Tolerance = Tolerances.Difference },
        KernelCase.Ternary<OverRootKernel>((a, b, c) => a / (Math.Sqrt(b) + c)) with { Low = 0.01, High = 50, Tolerance = Tolerances.Transcendental },
        KernelCase.Ternary<OverRootOfSumKernel>((a, b, c) => a / Math.Sqrt(b + c)) with { Low = 0.01, High = 50, Tolerance = Tolerances.Transcendental },

        KernelCase.Unary<NegateIntKernel>(x => unchecked(-(int)x)) with { IntInputs = 1, IntOutput = true },
        KernelCase.Unary<SquareIntKernel>(x => unchecked((int)x * (int)x)) with { IntInputs = 1, IntOutput = true },
        KernelCase.Unary<IntToBoolKernel>(x => x != 0 ? 1 : 0) with { IntInputs = 1, Whole = true, Low = -2, High = 2 },
        KernelCase.Unary<AbsIntKernel>(x => x == int.MinValue ? x : Math.Abs(x)) with
        {
            IntInputs = 1, IntOutput = true,
        },
        KernelCase.IntBinary<AddIntKernel>((a, b) => unchecked(a + b)),
        KernelCase.IntBinary<SubtractIntKernel>((a, b) => unchecked(a - b)),
        KernelCase.IntBinary<MultiplyIntKernel>((a, b) => unchecked(a * b)),
        KernelCase.IntBinary<MaximumIntKernel>(Math.Max),
        KernelCase.IntBinary<MinimumIntKernel>(Math.Min),
        KernelCase.IntComparison<LessIntKernel>((a, b) => a < b),
        KernelCase.IntComparison<LessOrEqualIntKernel>((a, b) => a <= b),
        KernelCase.IntComparison<EqualIntKernel>((a, b) => a == b),
        KernelCase.IntComparison<NotEqualIntKernel>((a, b) => a != b),

        KernelCase.Unary<ArctanKernel>(Math.Atan) with
        {
            Tolerance = Tolerances.Transcendental, Specials = [(0f, 0f), (NaN, NaN), (Infinity, MathF.PI / 2)],
        },
        KernelCase.Binary<Arctan2Kernel>(Math.Atan2) with
        {
            Tolerance = Tolerances.Transcendental, Specials = [(0f, 0f), (Infinity, MathF.PI / 2), (NaN, NaN)],
        },
        KernelCase.Binary<HypotKernel>(double.Hypot) with
        {
            Tolerance = Tolerances.FewRoundings, Specials = [(0f, 1f), (-Infinity, Infinity), (NaN, NaN)],
        },
        KernelCase.Binary<FloorDivideKernel>((a, b) => Math.Floor(a / b)) with
        {
            Whole = true, Low = 1, High = 9, Specials = [(-1.5f, -2f), (NaN, NaN), (Infinity, NaN)],
        },
        KernelCase.Binary<ModuloKernel>((a, b) => a - (b * Math.Floor(a / b))) with
        {
            Whole = true, Low = 1, High = 9, Specials = [(-1.25f, 0.75f), (NaN, NaN), (Infinity, NaN)],
        },
        KernelCase.Binary<RemainderKernel>((a, b) => a - (b * Math.Truncate(a / b))) with
        {
            Whole = true, Low = 1, High = 9, Specials = [(-1.25f, -0.25f), (NaN, NaN), (Infinity, NaN)],
        },
        KernelCase.IntBinary<FloorDivideIntKernel>((a, b) => b == 0 ? 0 : b == -1 ? unchecked(-a) : (int)Math.Floor((double)a / b)),
        KernelCase.IntBinary<ModuloIntKernel>((a, b) => b is 0 or -1 ? 0 : (int)(a - (b * Math.Floor((double)a / b)))),
        KernelCase.IntBinary<RemainderIntKernel>((a, b) => b is 0 or -1 ? 0 : a % b),
        KernelCase.IntBinary<BitwiseAndKernel>((a, b) => a & b),
        KernelCase.IntBinary<BitwiseOrKernel>((a, b) => a | b),
        KernelCase.IntBinary<BitwiseXorKernel>((a, b) => a ^ b),
        KernelCase.IntBinary<LeftShiftKernel>((a, b) => b is < 0 or > 31 ? 0 : a << b),
        KernelCase.IntBinary<RightShiftKernel>((a, b) => a >> (b is < 0 or > 31 ? 31 : b)),

        // Used by softmax alone; a kernel like any other.
        KernelCase.Binary<LargerKernel>(Math.Max),
    ];
}
