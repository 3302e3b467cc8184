using System.Runtime.Intrinsics;
using Lamina.Backends.Cpu.Kernels;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>Finds the loops of a cell for a vector width; asked when a plan is bound, never while it runs.</summary>
internal static unsafe class RecurrentCellTable
{
    /// <summary>The loop of a cell; of a GRU whose reset comes before the product, that behind the product.</summary>
    public static delegate*<CellArguments*, void> Find(RecurrentKind kind, GatePair functions, SimdWidth width) => kind switch
    {
        RecurrentKind.Simple => Find<SimpleCell>(functions, width),
        RecurrentKind.Lstm => Find<LstmCell>(functions, width),
        RecurrentKind.GruResetAfter => Find<ResetAfterCell>(functions, width),
        _ => Find<ResetBeforeCell>(functions, width),
    };

    /// <summary>The loop of the gates of a GRU whose reset comes before the product.</summary>
    public static delegate*<CellArguments*, void> FindResetGates(GatePair functions, SimdWidth width) =>
        Find<ResetGatesCell>(functions, width);

    /// <summary>The loop of a cell's gradient; of a GRU whose reset comes before the product, that before the product's.</summary>
    public static delegate*<CellGradientArguments*, void> FindGradient(RecurrentKind kind, GatePair functions, SimdWidth width) => kind switch
    {
        RecurrentKind.Simple => FindGradient<SimpleCellGradient>(functions, width),
        RecurrentKind.Lstm => FindGradient<LstmCellGradient>(functions, width),
        RecurrentKind.GruResetAfter => FindGradient<ResetAfterCellGradient>(functions, width),
        _ => FindGradient<ResetBeforeCellGradient>(functions, width),
    };

    /// <summary>The loop of the reset gate's gradient, behind that of the product.</summary>
    public static delegate*<CellGradientArguments*, void> FindResetGatesGradient(GatePair functions, SimdWidth width) =>
        FindGradient<ResetGatesCellGradient>(functions, width);

    private static delegate*<CellArguments*, void> Find<TCell>(GatePair functions, SimdWidth width)
        where TCell : struct, IRecurrentCell => (width, functions.IsUsual) switch
        {
            (SimdWidth.Bits512, true) => &RecurrentCells<Lanes512, Vector512<float>, UsualGates, TCell>.Run,
            (SimdWidth.Bits512, false) => &RecurrentCells<Lanes512, Vector512<float>, AnyGates, TCell>.Run,
            (SimdWidth.Bits256, true) => &RecurrentCells<Lanes256, Vector256<float>, UsualGates, TCell>.Run,
            (SimdWidth.Bits256, false) => &RecurrentCells<Lanes256, Vector256<float>, AnyGates, TCell>.Run,
            (_, true) => &RecurrentCells<Lanes1, float, UsualGates, TCell>.Run,
            (_, false) => &RecurrentCells<Lanes1, float, AnyGates, TCell>.Run,
        };

    private static delegate*<CellGradientArguments*, void> FindGradient<TCell>(GatePair functions, SimdWidth width)
        where TCell : struct, ICellGradient => (width, functions.IsUsual) switch
        {
            (SimdWidth.Bits512, true) => &RecurrentCellGradients<Lanes512, Vector512<float>, UsualGates, TCell>.Run,
            (SimdWidth.Bits512, false) => &RecurrentCellGradients<Lanes512, Vector512<float>, AnyGates, TCell>.Run,
            (SimdWidth.Bits256, true) => &RecurrentCellGradients<Lanes256, Vector256<float>, UsualGates, TCell>.Run,
            (SimdWidth.Bits256, false) => &RecurrentCellGradients<Lanes256, Vector256<float>, AnyGates, TCell>.Run,
            (_, true) => &RecurrentCellGradients<Lanes1, float, UsualGates, TCell>.Run,
            (_, false) => &RecurrentCellGradients<Lanes1, float, AnyGates, TCell>.Run,
        };
}
