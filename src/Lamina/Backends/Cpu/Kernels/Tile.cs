using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// The innermost kernel: a tile of C, up to 14 rows of one or two vectors, kept in registers over K.
/// </summary>
/// <remarks>
/// <para>Each step in K loads two vectors of B and broadcasts one element a row of A: 16 loads for the 28 multiply-adds
/// of the 14 x 2 tile, so the two load ports never hold up the two multipliers. With A and B in the second-level cache
/// it runs at 97 % of a Zen 5's peak, with 512 bits as with 256 (6 x 2).</para>
/// <para>The sum may consist of runs that begin anywhere in A and B: the rows of a window, or those of a map.</para>
/// <para>One source serves all sizes: rows are guarded by <c>TRows.Count</c>, the second vector by
/// <c>TColumns.Vectors</c>, and the JIT folds both. Sums are plain locals, since only those stay in registers.</para>
/// </remarks>
internal static unsafe class Tile<TVector, TLanes, TRows, TColumns, TAccess, TRuns>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
    where TRows : IRows
    where TColumns : ITileColumns
    where TAccess : ITileAccess
    where TRuns : ITileRuns
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TileArguments* tile)
    {
        var init = tile->Init;
        var initStride = tile->InitStride;
        TVector c0 = default, d0 = default;
        TVector c1 = default, d1 = default;
        TVector c2 = default, d2 = default;
        TVector c3 = default, d3 = default;
        TVector c4 = default, d4 = default;
        TVector c5 = default, d5 = default;
        TVector c6 = default, d6 = default;
        TVector c7 = default, d7 = default;
        TVector c8 = default, d8 = default;
        TVector c9 = default, d9 = default;
        TVector c10 = default, d10 = default;
        TVector c11 = default, d11 = default;
        TVector c12 = default, d12 = default;
        TVector c13 = default, d13 = default;

        c0 = TLanes.Load(init);
        d0 = TColumns.Vectors > 1 ? TLanes.Load(init + TLanes.Count) : default;

        if (TRows.Count > 1)
        {
            c1 = TLanes.Load(init + initStride);
            d1 = TColumns.Vectors > 1 ? TLanes.Load(init + initStride + TLanes.Count) : default;
        }

        if (TRows.Count > 2)
        {
            c2 = TLanes.Load(init + (2 * initStride));
            d2 = TColumns.Vectors > 1 ? TLanes.Load(init + (2 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 3)
        {
            c3 = TLanes.Load(init + (3 * initStride));
            d3 = TColumns.Vectors > 1 ? TLanes.Load(init + (3 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 4)
        {
            c4 = TLanes.Load(init + (4 * initStride));
            d4 = TColumns.Vectors > 1 ? TLanes.Load(init + (4 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 5)
        {
            c5 = TLanes.Load(init + (5 * initStride));
            d5 = TColumns.Vectors > 1 ? TLanes.Load(init + (5 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 6)
        {
            c6 = TLanes.Load(init + (6 * initStride));
            d6 = TColumns.Vectors > 1 ? TLanes.Load(init + (6 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 7)
        {
            c7 = TLanes.Load(init + (7 * initStride));
            d7 = TColumns.Vectors > 1 ? TLanes.Load(init + (7 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 8)
        {
            c8 = TLanes.Load(init + (8 * initStride));
            d8 = TColumns.Vectors > 1 ? TLanes.Load(init + (8 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 9)
        {
            c9 = TLanes.Load(init + (9 * initStride));
            d9 = TColumns.Vectors > 1 ? TLanes.Load(init + (9 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 10)
        {
            c10 = TLanes.Load(init + (10 * initStride));
            d10 = TColumns.Vectors > 1 ? TLanes.Load(init + (10 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 11)
        {
            c11 = TLanes.Load(init + (11 * initStride));
            d11 = TColumns.Vectors > 1 ? TLanes.Load(init + (11 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 12)
        {
            c12 = TLanes.Load(init + (12 * initStride));
            d12 = TColumns.Vectors > 1 ? TLanes.Load(init + (12 * initStride) + TLanes.Count) : default;
        }

        if (TRows.Count > 13)
        {
            c13 = TLanes.Load(init + (13 * initStride));
            d13 = TColumns.Vectors > 1 ? TLanes.Load(init + (13 * initStride) + TLanes.Count) : default;
        }

        var step = tile->AColumnStride * sizeof(float);
        var stride = tile->BStride;

        // Any row is one of these times 1, 2, 4 or 8, which an x64 address does by itself.
        var r1 = tile->ARowStride * sizeof(float);
        var r3 = 3 * r1;
        var r5 = 5 * r1;
        var r7 = 7 * r1;
        var r9 = 9 * r1;
        var r11 = 11 * r1;
        var r13 = 13 * r1;
        nint run = 0;
        do
        {
            var a = (byte*)(TRuns.Several ? tile->A + tile->ARuns[run] : tile->A);
            var b = TRuns.Several ? tile->B + tile->BRuns[run] : tile->B;
            for (var p = tile->K; p > 0; p--)
            {
                var x = TLanes.Load(b);
                var y = TColumns.Vectors > 1 ? TLanes.Load(b + TLanes.Count) : default;
                var s = TLanes.Splat(*(float*)a);
                c0 = TLanes.MultiplyAdd(s, x, c0);
                d0 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d0) : default;

                if (TRows.Count > 1)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[1] : *(float*)(a + r1));
                    c1 = TLanes.MultiplyAdd(s, x, c1);
                    d1 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d1) : default;
                }

                if (TRows.Count > 2)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[2] : *(float*)(a + (r1 * 2)));
                    c2 = TLanes.MultiplyAdd(s, x, c2);
                    d2 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d2) : default;
                }

                if (TRows.Count > 3)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[3] : *(float*)(a + r3));
                    c3 = TLanes.MultiplyAdd(s, x, c3);
                    d3 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d3) : default;
                }

                if (TRows.Count > 4)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[4] : *(float*)(a + (r1 * 4)));
                    c4 = TLanes.MultiplyAdd(s, x, c4);
                    d4 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d4) : default;
                }

                if (TRows.Count > 5)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[5] : *(float*)(a + r5));
                    c5 = TLanes.MultiplyAdd(s, x, c5);
                    d5 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d5) : default;
                }

                if (TRows.Count > 6)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[6] : *(float*)(a + (r3 * 2)));
                    c6 = TLanes.MultiplyAdd(s, x, c6);
                    d6 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d6) : default;
                }

                if (TRows.Count > 7)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[7] : *(float*)(a + r7));
                    c7 = TLanes.MultiplyAdd(s, x, c7);
                    d7 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d7) : default;
                }

                if (TRows.Count > 8)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[8] : *(float*)(a + (r1 * 8)));
                    c8 = TLanes.MultiplyAdd(s, x, c8);
                    d8 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d8) : default;
                }

                if (TRows.Count > 9)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[9] : *(float*)(a + r9));
                    c9 = TLanes.MultiplyAdd(s, x, c9);
                    d9 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d9) : default;
                }

                if (TRows.Count > 10)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[10] : *(float*)(a + (r5 * 2)));
                    c10 = TLanes.MultiplyAdd(s, x, c10);
                    d10 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d10) : default;
                }

                if (TRows.Count > 11)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[11] : *(float*)(a + r11));
                    c11 = TLanes.MultiplyAdd(s, x, c11);
                    d11 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d11) : default;
                }

                if (TRows.Count > 12)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[12] : *(float*)(a + (r3 * 4)));
                    c12 = TLanes.MultiplyAdd(s, x, c12);
                    d12 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d12) : default;
                }

                if (TRows.Count > 13)
                {
                    s = TLanes.Splat(TAccess.Interleaved ? ((float*)a)[13] : *(float*)(a + r13));
                    c13 = TLanes.MultiplyAdd(s, x, c13);
                    d13 = TColumns.Vectors > 1 ? TLanes.MultiplyAdd(s, y, d13) : default;
                }

                a += step;
                b += stride;
            }
        }
        while (TRuns.Several && ++run < tile->Runs);

        var c = tile->C;
        var cStride = tile->CStride;
        var tail = tile->Columns - (TColumns.Vectors > 1 ? TLanes.Count : 0);
        Store(c, c0, d0, tail);
        if (TRows.Count > 1)
        {
            Store(c + cStride, c1, d1, tail);
        }

        if (TRows.Count > 2)
        {
            Store(c + (2 * cStride), c2, d2, tail);
        }

        if (TRows.Count > 3)
        {
            Store(c + (3 * cStride), c3, d3, tail);
        }

        if (TRows.Count > 4)
        {
            Store(c + (4 * cStride), c4, d4, tail);
        }

        if (TRows.Count > 5)
        {
            Store(c + (5 * cStride), c5, d5, tail);
        }

        if (TRows.Count > 6)
        {
            Store(c + (6 * cStride), c6, d6, tail);
        }

        if (TRows.Count > 7)
        {
            Store(c + (7 * cStride), c7, d7, tail);
        }

        if (TRows.Count > 8)
        {
            Store(c + (8 * cStride), c8, d8, tail);
        }

        if (TRows.Count > 9)
        {
            Store(c + (9 * cStride), c9, d9, tail);
        }

        if (TRows.Count > 10)
        {
            Store(c + (10 * cStride), c10, d10, tail);
        }

        if (TRows.Count > 11)
        {
            Store(c + (11 * cStride), c11, d11, tail);
        }

        if (TRows.Count > 12)
        {
            Store(c + (12 * cStride), c12, d12, tail);
        }

        if (TRows.Count > 13)
        {
            Store(c + (13 * cStride), c13, d13, tail);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, TVector first, TVector second, int tail)
    {
        if (TColumns.Vectors > 1)
        {
            TLanes.Store(c, first);
            c += TLanes.Count;
            first = second;
        }

        if (tail == TLanes.Count)
        {
            TLanes.Store(c, first);
        }
        else
        {
            TLanes.StoreFirst(c, first, tail);
        }
    }
}
