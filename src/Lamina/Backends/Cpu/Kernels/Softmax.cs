using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Softmax over the last axis: y = e^(x − max x) / Σ e^(x − max x).</summary>
/// <remarks>
/// A row that fits in one vector never leaves the registers. Entries of −∞ get 0; a row with NaN or +∞, or of −∞ alone,
/// is NaN, as the formula says.
/// </remarks>
internal static unsafe class Softmax
{
    /// <summary>x [rows, columns] → y [rows, columns], which may be the same memory.</summary>
    public static void Run(float* x, float* y, nint rows, nint columns, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Run<Lanes512, Vector512<float>>(x, y, rows, columns);
                break;
            case SimdWidth.Bits256:
                Run<Lanes256, Vector256<float>>(x, y, rows, columns);
                break;
            default:
                Run<Lanes1, float>(x, y, rows, columns);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<L, V>(float* x, float* y, nint rows, nint columns)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (columns > L.Count)
        {
            for (nint row = 0; row < rows; row++)
            {
                Wide<L, V>(x + (row * columns), y + (row * columns), columns);
            }

            return;
        }

        Narrow<L, V>(x, y, rows, columns);
    }

    // Four rows at a time share the work of finding their largest and their sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow<L, V>(float* x, float* y, nint rows, nint columns)
        where L : struct, ILanes<V>
        where V : struct
    {
        var none = L.Set(float.NegativeInfinity);
        nint row = 0;
        for (; row <= rows - 4; row += 4, x += 4 * columns, y += 4 * columns)
        {
            var a = L.Load(x, columns, none);
            var b = L.Load(x + columns, columns, none);
            var c = L.Load(x + (2 * columns), columns, none);
            var d = L.Load(x + (3 * columns), columns, none);
            var largest = L.FoldFour<LargerKernel, CopyKernel>(a, b, c, d);
            a = Exponential.Exp<L, V>(L.Subtract(a, largest.A));
            b = Exponential.Exp<L, V>(L.Subtract(b, largest.B));
            c = Exponential.Exp<L, V>(L.Subtract(c, largest.C));
            d = Exponential.Exp<L, V>(L.Subtract(d, largest.D));
            var scale = L.FoldFour<AddKernel, ReciprocalKernel>(a, b, c, d);
            L.Store(L.Multiply(a, scale.A), y, columns);
            L.Store(L.Multiply(b, scale.B), y + columns, columns);
            L.Store(L.Multiply(c, scale.C), y + (2 * columns), columns);
            L.Store(L.Multiply(d, scale.D), y + (3 * columns), columns);
        }

        for (; row < rows; row++, x += columns, y += columns)
        {
            var v = L.Load(x, columns, none);
            var e = Exponential.Exp<L, V>(L.Subtract(v, L.Set(L.Fold<LargerKernel>(v))));
            L.Store(L.Multiply(e, L.Set(1f / L.Fold<AddKernel>(e))), y, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide<L, V>(float* x, float* y, nint n)
        where L : struct, ILanes<V>
        where V : struct
    {
        var largest = L.Set(Reduce.Row<L, V, LargerKernel>(x, n));
        var whole = n - (n % L.Count);
        var sum = L.Set(0f);
        for (nint i = 0; i < whole;)
        {
            // Blocks, for the sake of short chains of additions.
            var part = L.Set(0f);
            for (var end = Math.Min(i + (256 * L.Count), whole); i < end; i += L.Count)
            {
                var e = Exponential.Exp<L, V>(L.Subtract(L.Load(x + i), largest));
                part = L.Add(part, e);
                L.Store(e, y + i);
            }

            sum = L.Add(sum, part);
        }

        // The last, partial vector stays in a register: reading back what was stored under a mask would stall.
        var rest = L.Set(0f);
        if (whole < n)
        {
            var v = L.Load(x + whole, n - whole, L.Set(float.NegativeInfinity));
            rest = Exponential.Exp<L, V>(L.Subtract(v, largest));
            sum = L.Add(sum, rest);
        }

        var scale = L.Set(1f / L.Fold<AddKernel>(sum));
        for (nint i = 0; i < whole; i += L.Count)
        {
            L.Store(L.Multiply(L.Load(y + i), scale), y + i);
        }

        if (whole < n)
        {
            L.Store(L.Multiply(rest, scale), y + whole, n - whole);
        }
    }
}

/// <summary>The larger of two numbers in one instruction; with NaN either of them.</summary>
/// <remarks>Enough to shift exponents by: NaN comes back in with the sum.</remarks>
internal readonly struct LargerKernel : IReductionKernel
{
    public static float Identity => float.NegativeInfinity;

    public static float Apply(float a, float b) => a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => Avx.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => Avx512F.Max(a, b);
}
