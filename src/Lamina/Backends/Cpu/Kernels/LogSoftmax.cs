using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Logarithm of softmax over the last axis: y = (x − max x) − log Σ e^(x − max x).</summary>
/// <remarks>
/// A row that fits in one vector never leaves the registers. Entries of −∞ stay −∞; a row with NaN or +∞, or of −∞
/// alone, is NaN, as the formula says.
/// </remarks>
internal static unsafe class LogSoftmax
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

    // Four rows at a time share the work of finding their largest and the logarithms of their sums.
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
            a = L.Subtract(a, largest.A);
            b = L.Subtract(b, largest.B);
            c = L.Subtract(c, largest.C);
            d = L.Subtract(d, largest.D);
            var log = L.FoldFour<AddKernel, LogKernel>(
                Exponential.Exp<L, V>(a), Exponential.Exp<L, V>(b), Exponential.Exp<L, V>(c), Exponential.Exp<L, V>(d));
            L.Store(L.Subtract(a, log.A), y, columns);
            L.Store(L.Subtract(b, log.B), y + columns, columns);
            L.Store(L.Subtract(c, log.C), y + (2 * columns), columns);
            L.Store(L.Subtract(d, log.D), y + (3 * columns), columns);
        }

        for (; row < rows; row++, x += columns, y += columns)
        {
            var v = L.Load(x, columns, none);
            var shifted = L.Subtract(v, L.Set(L.Fold<LargerKernel>(v)));
            var sum = L.Fold<AddKernel>(Exponential.Exp<L, V>(shifted));
            L.Store(L.Subtract(shifted, L.Set(Logarithm.Log<Lanes1, float>(sum))), y, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide<L, V>(float* x, float* y, nint n)
        where L : struct, ILanes<V>
        where V : struct
    {
        var largest = L.Set(Reduce.Row<L, V, LargerKernel>(x, n));
        var sum = L.Set(0f);
        nint i = 0;
        while (i <= n - L.Count)
        {
            // Blocks, for the sake of short chains of additions.
            var part = L.Set(0f);
            for (var end = Math.Min(i + (256 * L.Count), n - L.Count + 1); i < end; i += L.Count)
            {
                part = L.Add(part, Exponential.Exp<L, V>(L.Subtract(L.Load(x + i), largest)));
            }

            sum = L.Add(sum, part);
        }

        if (i < n)
        {
            var v = L.Load(x + i, n - i, L.Set(float.NegativeInfinity));
            sum = L.Add(sum, Exponential.Exp<L, V>(L.Subtract(v, largest)));
        }

        var log = L.Set(Logarithm.Log<Lanes1, float>(L.Fold<AddKernel>(sum)));
        for (i = 0; i < n; i += L.Count)
        {
            L.Store(L.Subtract(L.Subtract(L.Load(x + i), largest), log), y + i, n - i);
        }
    }
}
