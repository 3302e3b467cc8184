using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>What the cells of a step are called with: some rows of some columns; strides are in floats.</summary>
/// <remarks>Unless said otherwise tensors have rows a number of units apart.</remarks>
internal unsafe struct CellArguments
{
    public GatePair Functions;
    public int Rows;
    public int Columns;
    public nint Units;

    /// <summary>The sums of the gates before their functions.</summary>
    public float* Sums;
    public nint SumsRow;
    public nint SumsGate;

    /// <summary>What the inputs proposed, where the reset gate stands between it and the product; rows of all gates.</summary>
    public float* Proposed;

    /// <summary>Where the trace keeps the gates, in rows of all of them; null if it does not.</summary>
    public float* Gates;
    public nint GatesRow;

    /// <summary>The vector that a step keeps besides; null if it does not.</summary>
    public float* Extra;

    /// <summary>The update gate of a GRU whose reset comes before the product.</summary>
    public float* Update;

    /// <summary>The first state before the step, and as the gate reads it that a reset gate multiplies.</summary>
    public float* Before;
    public float* Read;
    public float* After;
    public float* SecondBefore;
    public float* SecondAfter;

    /// <summary>0 where a row's step does not count; null if all do.</summary>
    public float* Mask;
    public nint MaskRow;
}

/// <summary>What a cell makes of a vector of each gate.</summary>
internal unsafe interface IRecurrentCell
{
    /// <param name="a">Everything.</param>
    /// <param name="at">The place in rows of units.</param>
    /// <param name="sums">The first gate's sums.</param>
    /// <param name="gates">Where the first gate is kept; not read if none is.</param>
    /// <param name="proposed">What the inputs proposed.</param>
    /// <param name="left">How many elements there are from here on.</param>
    static abstract void Step<L, V, F>(
        CellArguments* a, nint at, float* sums, float* gates, float* proposed, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions;
}

/// <summary>The loop over rows and columns of a step.</summary>
internal static unsafe class RecurrentCells<L, V, F, TCell>
    where L : struct, ILanes<V>
    where V : struct
    where F : struct, IGateFunctions
    where TCell : struct, IRecurrentCell
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(CellArguments* a)
    {
        for (nint row = 0; row < a->Rows; row++)
        {
            var at = row * a->Units;
            if (a->Mask is not null && a->Mask[row * a->MaskRow] == 0)
            {
                Carry(a->Before, a->After, at, a->Columns);
                Carry(a->SecondBefore, a->SecondAfter, at, a->Columns);
                continue;
            }

            var sums = a->Sums + (row * a->SumsRow);
            var gates = a->Gates + (row * a->GatesRow);
            var proposed = a->Proposed + (row * a->GatesRow);
            for (nint j = 0; j < a->Columns; j += L.Count)
            {
                TCell.Step<L, V, F>(a, at + j, sums + j, gates + j, proposed + j, a->Columns - j);
            }
        }
    }

    private static void Carry(float* from, float* to, nint at, int count)
    {
        if (to is not null && from != to)
        {
            new ReadOnlySpan<float>(from + at, count).CopyTo(new Span<float>(to + at, count));
        }
    }
}

/// <summary><c>h = φ(s)</c>.</summary>
internal readonly unsafe struct SimpleCell : IRecurrentCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellArguments* a, nint at, float* sums, float* gates, float* proposed, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var h = F.Propose<L, V>(in a->Functions, L.Load(sums));
        L.Store(h, a->After + at, left);
        if (a->Gates is not null)
        {
            L.Store(h, gates, left);
        }
    }
}

/// <summary><c>c = f·c₋₁ + i·g</c>, <c>h = o·φ(c)</c>.</summary>
internal readonly unsafe struct LstmCell : IRecurrentCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellArguments* a, nint at, float* sums, float* gates, float* proposed, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var (i, f) = (L.Load(sums), L.Load(sums + a->SumsGate));
        var (g, o) = (L.Load(sums + (2 * a->SumsGate)), L.Load(sums + (3 * a->SumsGate)));
        F.OpenAndPropose<L, V>(in a->Functions, ref i, ref f, ref o, ref g);
        var c = L.MultiplyAdd(f, L.Load(a->SecondBefore + at), L.Multiply(i, g));
        L.Store(c, a->SecondAfter + at, left);
        L.Store(L.Multiply(o, F.Propose<L, V>(in a->Functions, c)), a->After + at, left);
        if (a->Gates is not null)
        {
            L.Store(i, gates, left);
            L.Store(f, gates + a->Units, left);
            L.Store(g, gates + (2 * a->Units), left);
            L.Store(o, gates + (3 * a->Units), left);
        }
    }
}

/// <summary><c>p = φ(x + r·s_h)</c>, <c>h = p + z·(h₋₁ − p)</c>.</summary>
internal readonly unsafe struct ResetAfterCell : IRecurrentCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellArguments* a, nint at, float* sums, float* gates, float* proposed, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var (z, r) = (L.Load(sums), L.Load(sums + a->SumsGate));
        F.Open<L, V>(in a->Functions, ref z, ref r);
        var product = L.Load(sums + (2 * a->SumsGate));
        var p = F.Propose<L, V>(in a->Functions, L.MultiplyAdd(r, product, L.Load(proposed)));
        var h = L.MultiplyAdd(z, L.Subtract(L.Load(a->Before + at), p), p);
        L.Store(h, a->After + at, left);
        if (a->Gates is not null)
        {
            L.Store(z, gates, left);
            L.Store(r, gates + a->Units, left);
            L.Store(p, gates + (2 * a->Units), left);
            L.Store(product, a->Extra + at, left);
        }
    }
}

/// <summary>The gates of a GRU whose reset comes before the product: z is kept, and what the product will read is
/// <c>r·h₋₁</c>.</summary>
internal readonly unsafe struct ResetGatesCell : IRecurrentCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellArguments* a, nint at, float* sums, float* gates, float* proposed, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var (z, r) = (L.Load(sums), L.Load(sums + a->SumsGate));
        F.Open<L, V>(in a->Functions, ref z, ref r);
        L.Store(z, a->Update + at, left);
        L.Store(L.Multiply(r, L.Load(a->Read + at)), a->Extra + at, left);
        if (a->Gates is not null)
        {
            L.Store(z, gates, left);
            L.Store(r, gates + a->Units, left);
        }
    }
}

/// <summary>What such a GRU makes of the product: <c>p = φ(s)</c>, <c>h = p + z·(h₋₁ − p)</c>.</summary>
internal readonly unsafe struct ResetBeforeCell : IRecurrentCell
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<L, V, F>(CellArguments* a, nint at, float* sums, float* gates, float* proposed, nint left)
        where L : struct, ILanes<V>
        where V : struct
        where F : struct, IGateFunctions
    {
        var p = F.Propose<L, V>(in a->Functions, L.Load(sums));
        var h = L.MultiplyAdd(L.Load(a->Update + at), L.Subtract(L.Load(a->Before + at), p), p);
        L.Store(h, a->After + at, left);
        if (a->Gates is not null)
        {
            L.Store(p, gates + (2 * a->Units), left);
        }
    }
}
