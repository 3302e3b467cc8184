using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// Joins the middle axis of [outer, length, inner] by an associative kernel: sums, largest, smallest.
/// </summary>
/// <remarks>
/// <para>Results do not depend on how outer and inner are split over threads: each element's order of joining is fixed
/// by the length and the width. Chains of additions stay short, a few hundred for millions of numbers, so that sums
/// keep six digits.</para>
/// <para>An empty axis gives the kernel's identity: 0 for sums, −∞ for the largest.</para>
/// </remarks>
internal static unsafe class Reduce
{
    // Rows joined at a time and columns whose sums stand on the stack meanwhile: 4 KB, an eighth of the first cache.
    private const int RowBlock = 512;
    private const int ColumnBlock = 1024;

    /// <summary>src [outer, length, inner] → dst [outer, inner], all of it.</summary>
    public static void Run<TKernel>(float* src, float* dst, nint outer, nint length, nint inner, SimdWidth width)
        where TKernel : struct, IReductionKernel =>
        Run<TKernel>(src, dst, 0, outer, length, inner, 0, inner, width);

    /// <summary>
    /// The same for a part of the outer and a part of the inner axis; pointers are those of the whole.
    /// </summary>
    public static void Run<TKernel>(
        float* src, float* dst, nint outerStart, nint outerCount, nint length, nint inner, nint innerStart,
        nint innerCount, SimdWidth width)
        where TKernel : struct, IReductionKernel
    {
        src += (outerStart * length * inner) + innerStart;
        dst += (outerStart * inner) + innerStart;
        switch (width)
        {
            case SimdWidth.Bits512:
                Run<Lanes512, Vector512<float>, TKernel>(src, dst, outerCount, length, inner, innerCount);
                break;
            case SimdWidth.Bits256:
                Run<Lanes256, Vector256<float>, TKernel>(src, dst, outerCount, length, inner, innerCount);
                break;
            default:
                Run<Lanes1, float, TKernel>(src, dst, outerCount, length, inner, innerCount);
                break;
        }
    }

    /// <summary>All of a row joined, split in halves until a block is short.</summary>
    internal static float Row<L, V, TKernel>(float* x, nint n)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        nint block = 256 * L.Count;
        if (n <= block)
        {
            return Block<L, V, TKernel>(x, n);
        }

        var half = ((n / 2) + block - 1) / block * block;
        return TKernel.Apply(Row<L, V, TKernel>(x, half), Row<L, V, TKernel>(x + half, n - half));
    }

    private static void Run<L, V, TKernel>(
        float* src, float* dst, nint outer, nint length, nint inner, nint innerCount)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        if (inner == 1)
        {
            Rows<L, V, TKernel>(src, dst, outer, length);
            return;
        }

        for (nint o = 0; o < outer; o++)
        {
            var x = src + (o * length * inner);
            var y = dst + (o * inner);
            // By the whole inner axis, not the part, so that parts join in the same order as the whole.
            if (inner <= L.Count)
            {
                L.Store(Narrow<L, V, TKernel>(x, length, inner), y, innerCount);
            }
            else
            {
                Wide<L, V, TKernel>(x, y, length, inner, innerCount);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<L, V, TKernel>(float* src, float* dst, nint rows, nint columns)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        if (columns > L.Count || columns == 0)
        {
            for (nint row = 0; row < rows; row++)
            {
                dst[row] = Row<L, V, TKernel>(src + (row * columns), columns);
            }

            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            dst[row] = L.Fold<TKernel>(L.Load(src + (row * columns), columns, L.Set(TKernel.Identity)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Block<L, V, TKernel>(float* x, nint n)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        nint i = 0;
        var a = L.Set(TKernel.Identity);
        if (n >= 4 * L.Count)
        {
            var (b, c, d) = (a, a, a);
            for (; i <= n - (4 * L.Count); i += 4 * L.Count)
            {
                a = L.Apply<TKernel>(a, L.Load(x + i));
                b = L.Apply<TKernel>(b, L.Load(x + i + L.Count));
                c = L.Apply<TKernel>(c, L.Load(x + i + (2 * L.Count)));
                d = L.Apply<TKernel>(d, L.Load(x + i + (3 * L.Count)));
            }

            a = L.Apply<TKernel>(L.Apply<TKernel>(a, b), L.Apply<TKernel>(c, d));
        }

        for (; i < n; i += L.Count)
        {
            a = L.Apply<TKernel>(a, L.Load(x + i, n - i, L.Set(TKernel.Identity)));
        }

        return L.Fold<TKernel>(a);
    }

    // Columns that fit in one vector: four rows at a time, all in registers; long axes in halves.
    private static V Narrow<L, V, TKernel>(float* x, nint length, nint inner)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        if (length <= RowBlock)
        {
            return NarrowBlock<L, V, TKernel>(x, length, inner);
        }

        var half = length / 2;
        return L.Apply<TKernel>(
            Narrow<L, V, TKernel>(x, half, inner),
            Narrow<L, V, TKernel>(x + (half * inner), length - half, inner));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V NarrowBlock<L, V, TKernel>(float* x, nint length, nint inner)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        var a = L.Set(TKernel.Identity);
        var (b, c, d) = (a, a, a);
        nint row = 0;
        for (; row <= length - 4; row += 4, x += 4 * inner)
        {
            a = L.Apply<TKernel>(a, L.Load(x));
            b = L.Apply<TKernel>(b, L.Load(x + inner));
            c = L.Apply<TKernel>(c, L.Load(x + (2 * inner)));
            d = L.Apply<TKernel>(d, L.Load(x + (3 * inner)));
        }

        for (; row < length; row++, x += inner)
        {
            a = L.Apply<TKernel>(a, L.Load(x));
        }

        return L.Apply<TKernel>(L.Apply<TKernel>(a, b), L.Apply<TKernel>(c, d));
    }

    // Eight rows at a time run past the sums, which stay in the first cache: eight streams suit the prefetcher.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Wide<L, V, TKernel>(float* src, float* dst, nint length, nint inner, nint columns)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        // Groups of eight within a block and then the blocks make two chains of additions, equally long for long axes.
        var block = Math.Max(RowBlock, (nint)Math.Sqrt(8.0 * length));
        var sums = stackalloc float[ColumnBlock];
        for (nint column = 0; column < columns; column += ColumnBlock)
        {
            var n = Math.Min(ColumnBlock, columns - column);
            for (nint row = 0; row < length || row == 0; row += block)
            {
                var x = src + column + (row * inner);
                RowGroups<L, V, TKernel>(x, sums, Math.Min(block, length - row), inner, n);
                for (nint j = 0; j < n; j += L.Count)
                {
                    var sum = L.Load(sums + j);
                    var y = dst + column + j;
                    L.Store(row == 0 ? sum : L.Apply<TKernel>(L.Load(y, n - j, sum), sum), y, n - j);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowGroups<L, V, TKernel>(float* x, float* sums, nint length, nint inner, nint columns)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, IReductionKernel
    {
        // The rows that make no full eight come first, so that the sums need no other beginning.
        var odd = length % 8;
        for (nint j = 0; j < columns; j += L.Count)
        {
            var sum = L.Set(TKernel.Identity);
            for (nint row = 0; row < odd; row++)
            {
                sum = L.Apply<TKernel>(sum, L.Load(x + (row * inner) + j));
            }

            L.Store(sum, sums + j);
        }

        x += odd * inner;
        for (var row = odd; row < length; row += 8, x += 8 * inner)
        {
            var y = x + (4 * inner);
            for (nint j = 0; j < columns; j += L.Count)
            {
                var a = L.Apply<TKernel>(L.Load(x + j), L.Load(x + inner + j));
                var b = L.Apply<TKernel>(L.Load(x + (2 * inner) + j), L.Load(x + (3 * inner) + j));
                var c = L.Apply<TKernel>(L.Load(y + j), L.Load(y + inner + j));
                var d = L.Apply<TKernel>(L.Load(y + (2 * inner) + j), L.Load(y + (3 * inner) + j));
                a = L.Apply<TKernel>(L.Apply<TKernel>(a, b), L.Apply<TKernel>(c, d));
                L.Store(L.Apply<TKernel>(L.Load(sums + j), a), sums + j);
            }
        }
    }
}
