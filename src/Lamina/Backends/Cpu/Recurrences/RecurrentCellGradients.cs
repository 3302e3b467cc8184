using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>What the gradients of the cells of a step are called with: whole rows; strides are in floats.</summary>
internal unsafe struct CellGradientArguments
{
    public GatePair Functions;
    public int Rows;
    public nint Units;

    /// <summary>The step's gates, and their gradients; rows of all gates.</summary>
    public float* Gates;
    public float* DGates;
    public nint GatesRow;

    /// <summary>The gradients of the products with the recurrent kernel, where they are others; rows of all gates.</summary>
    public float* DInner;

    /// <summary>The vector that the step kept besides.</summary>
    public float* Extra;

    /// <summary>The first state before the step, and as the gate read it that a reset gate multiplies.</summary>
    public float* Before;
    public float* Read;
    public float* SecondBefore;
    public float* SecondAfter;

    /// <summary>The gradient of the first state behind the step.</summary>
    public float* DState;

    /// <summary>The gradient of the second state, behind the step and then before it.</summary>
    public float* DSecond;

    /// <summary>The part of the gradient before the step that comes through no product; null where there is none.</summary>
    public float* Direct;

    /// <summary>The gradient of what the product read, of a GRU whose reset comes before it.</summary>
    public float* DReset;

    /// <summary>0 where a row's step does not count; null if all do.</summary>
    public float* Mask;
    public nint MaskRow;

    /// <summary>The factors by which that gate read the state; null where there are none.</summary>
    public float* Dropout;
}

/// <summary>The gradient of a cell.</summary>
internal unsafe interface ICellGradient
{
    /// <summary>How many gates have their gradients from it; the first of them, if a row's step does not count, are made
    /// 0.</summary>
    static abstract int Gates { get; }

    static abstract void Step<L, V, F>(CellGradientArguments* a, nint at, float* gates, float* dGates, float* dInner, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions;
}

/// <summary>The loop over rows and columns of a step, backwards.</summary>
internal static unsafe class RecurrentCellGradients<L, V, F, TCell>
    where L : struct, ILanes<V>
    where V : struct
    where F : struct, IGateFunctions
    where TCell : struct, ICellGradient
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(CellGradientArguments* a)
    {
        for (nint row = 0; row < a->Rows; row++)
        {
            var at = row * a->Units;
            var dGates = a->DGates + (row * a->GatesRow);
            var dInner = a->DInner + (row * a->GatesRow);
            if (a->Mask is not null && a->Mask[row * a->MaskRow] == 0)
            {
                Carry(a, at, dGates, dInner);
                continue;
            }

            var gates = a->Gates + (row * a->GatesRow);
            for (nint j = 0; j < a->Units; j += L.Count)
            {
                TCell.Step<L, V, F>(a, at + j, gates + j, dGates + j, dInner + j, a->Units - j);
            }
        }
    }

    private static void Carry(CellGradientArguments* a, nint at, float* dGates, float* dInner)
    {
        if (TCell.Gates == 0)
        {
            return;
        }

        new Span<float>(dGates, (int)a->GatesRow).Clear();
        if (a->DInner is not null)
        {
            new Span<float>(dInner, (int)a->GatesRow).Clear();
        }

        new ReadOnlySpan<float>(a->DState + at, (int)a->Units).CopyTo(new Span<float>(a->Direct + at, (int)a->Units));
    }
}

/// <summary>The gradient of <see cref="SimpleCell"/>.</summary>
internal readonly unsafe struct SimpleCellGradient : ICellGradient
{
    public static int Gates => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellGradientArguments* a, nint at, float* gates, float* dGates, float* dInner, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var slope = F.ProposeSlope<L, V>(in a->Functions, L.Load(gates));
        L.Store(L.Multiply(L.Load(a->DState + at), slope), dGates, left);
        CellGradient.NothingDirect<L, V>(a, at, left);
    }
}

/// <summary>The gradient of <see cref="LstmCell"/>.</summary>
internal readonly unsafe struct LstmCellGradient : ICellGradient
{
    public static int Gates => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellGradientArguments* a, nint at, float* gates, float* dGates, float* dInner, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var units = a->Units;
        var (i, f) = (L.Load(gates), L.Load(gates + units));
        var (g, o) = (L.Load(gates + (2 * units)), L.Load(gates + (3 * units)));
        var c = F.Propose<L, V>(in a->Functions, L.Load(a->SecondAfter + at));
        var dH = L.Load(a->DState + at);
        L.Store(L.Multiply(L.Multiply(dH, c), F.OpenSlope<L, V>(in a->Functions, o)), dGates + (3 * units), left);
        var dC = L.MultiplyAdd(L.Multiply(dH, o), F.ProposeSlope<L, V>(in a->Functions, c), L.Load(a->DSecond + at));
        var before = L.Load(a->SecondBefore + at);
        L.Store(L.Multiply(L.Multiply(dC, g), F.OpenSlope<L, V>(in a->Functions, i)), dGates, left);
        L.Store(L.Multiply(L.Multiply(dC, before), F.OpenSlope<L, V>(in a->Functions, f)), dGates + units, left);
        L.Store(L.Multiply(L.Multiply(dC, i), F.ProposeSlope<L, V>(in a->Functions, g)), dGates + (2 * units), left);
        L.Store(L.Multiply(dC, f), a->DSecond + at, left);
        CellGradient.NothingDirect<L, V>(a, at, left);
    }
}

/// <summary>The gradient of <see cref="ResetAfterCell"/>.</summary>
internal readonly unsafe struct ResetAfterCellGradient : ICellGradient
{
    public static int Gates => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellGradientArguments* a, nint at, float* gates, float* dGates, float* dInner, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var units = a->Units;
        var (z, r, p) = (L.Load(gates), L.Load(gates + units), L.Load(gates + (2 * units)));
        var dH = L.Load(a->DState + at);
        var dP = L.Multiply(
            L.Multiply(dH, L.Subtract(L.Set(1f), z)), F.ProposeSlope<L, V>(in a->Functions, p));
        var dZ = L.Multiply(
            L.Multiply(dH, L.Subtract(L.Load(a->Before + at), p)), F.OpenSlope<L, V>(in a->Functions, z));
        var dR = L.Multiply(L.Multiply(dP, L.Load(a->Extra + at)), F.OpenSlope<L, V>(in a->Functions, r));
        L.Store(dZ, dGates, left);
        L.Store(dR, dGates + units, left);
        L.Store(dP, dGates + (2 * units), left);
        L.Store(dZ, dInner, left);
        L.Store(dR, dInner + units, left);
        L.Store(L.Multiply(dP, r), dInner + (2 * units), left);
        L.Store(L.Multiply(dH, z), a->Direct + at, left);
    }
}

/// <summary>The gradient of <see cref="ResetBeforeCell"/>: of what was proposed, and of the update gate.</summary>
internal readonly unsafe struct ResetBeforeCellGradient : ICellGradient
{
    public static int Gates => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellGradientArguments* a, nint at, float* gates, float* dGates, float* dInner, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var units = a->Units;
        var (z, p) = (L.Load(gates), L.Load(gates + (2 * units)));
        var dH = L.Load(a->DState + at);
        var dP = L.Multiply(
            L.Multiply(dH, L.Subtract(L.Set(1f), z)), F.ProposeSlope<L, V>(in a->Functions, p));
        var dZ = L.Multiply(
            L.Multiply(dH, L.Subtract(L.Load(a->Before + at), p)), F.OpenSlope<L, V>(in a->Functions, z));
        L.Store(dZ, dGates, left);
        L.Store(dP, dGates + (2 * units), left);
        L.Store(L.Multiply(dH, z), a->Direct + at, left);
    }
}

/// <summary>The gradient of <see cref="ResetGatesCell"/>, behind that of the product: of the reset gate.</summary>
internal readonly unsafe struct ResetGatesCellGradient : ICellGradient
{
    public static int Gates => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellGradientArguments* a, nint at, float* gates, float* dGates, float* dInner, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var r = L.Load(gates + a->Units);
        var dReset = L.Load(a->DReset + at);
        var dR = L.Multiply(L.Multiply(dReset, L.Load(a->Read + at)), F.OpenSlope<L, V>(in a->Functions, r));
        L.Store(dR, dGates + a->Units, left);
        dReset = a->Dropout is null ? dReset : L.Multiply(dReset, L.Load(a->Dropout + at));
        L.Store(L.MultiplyAdd(dReset, r, L.Load(a->Direct + at)), a->Direct + at, left);
    }
}

/// <summary>What gradients of cells have in common.</summary>
internal static unsafe class CellGradient
{
    /// <summary>Says that nothing of the gradient went past the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NothingDirect<L, V>(CellGradientArguments* a, nint at, nint left)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (a->Direct is not null)
        {
            L.Store(L.Set(0f), a->Direct + at, left);
        }
    }
}
