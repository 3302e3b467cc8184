using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// Where the largest element of the middle axis of [outer, length, inner] stands; the first of equals.
/// </summary>
/// <remarks>NaN counts as larger than all, so the first NaN wins. The axis must not be empty.</remarks>
internal static unsafe class ArgMax
{
    /// <summary>src [outer, length, inner] → dst [outer, inner], for a part of the outer axis.</summary>
    public static void Run(
        float* src, int* dst, nint outerStart, nint outerCount, nint length, nint inner, SimdWidth width)
    {
        src += outerStart * length * inner;
        dst += outerStart * inner;
        switch (width)
        {
            case SimdWidth.Bits512:
                Run<Lanes512, Vector512<float>>(src, (float*)dst, outerCount, length, inner);
                break;
            case SimdWidth.Bits256:
                Run<Lanes256, Vector256<float>>(src, (float*)dst, outerCount, length, inner);
                break;
            default:
                Run<Lanes1, float>(src, (float*)dst, outerCount, length, inner);
                break;
        }
    }

    private static void Run<L, V>(float* src, float* dst, nint outer, nint length, nint inner)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (inner == 1)
        {
            Rows<L, V>(src, (int*)dst, outer, length);
            return;
        }

        for (nint o = 0; o < outer; o++)
        {
            Columns<L, V>(src + (o * length * inner), dst + (o * inner), length, inner);
        }
    }

    // The largest first, then where it stands: both passes are plain, and the second ends early.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<L, V>(float* src, int* dst, nint rows, nint columns)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (nint row = 0; row < rows; row++)
        {
            var x = src + (row * columns);
            var largest = columns <= L.Count
                ? L.Fold<MaximumKernel>(L.Load(x, columns, L.Set(float.NegativeInfinity)))
                : Reduce.Row<L, V, MaximumKernel>(x, columns);
            dst[row] = float.IsNaN(largest) ? FirstNaN(x) : First<L, V>(x, L.Set(largest));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First<L, V>(float* x, V wanted)
        where L : struct, ILanes<V>
        where V : struct
    {
        // It is there, so the search needs no end, and what lies behind the row comes too late to be found.
        for (var i = 0; ; i += L.Count)
        {
            var found = L.Bits(L.Equal(L.Load(x + i), wanted));
            if (found != 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }
    }

    private static int FirstNaN(float* x)
    {
        var i = 0;
        while (!float.IsNaN(x[i]))
        {
            i++;
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<L, V>(float* src, float* dst, nint length, nint inner)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (nint j = 0; j < inner; j += L.Count)
        {
            var best = L.Load(src + j);
            var index = L.Set(0f);
            for (var row = 1; row < length; row++)
            {
                var x = L.Load(src + (row * inner) + j);
                var take = L.Select(L.Equal(x, x), L.Less(best, x), L.Equal(best, best));
                best = L.Select(take, x, best);
                index = L.Select(take, L.Set(BitConverter.Int32BitsToSingle(row)), index);
            }

            L.Store(index, dst + j, inner - j);
        }
    }
}
