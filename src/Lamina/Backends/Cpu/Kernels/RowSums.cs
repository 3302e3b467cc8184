using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Sums of rows of a table that indices name, and the way back: rows added into a table.</summary>
/// <remarks>The order of each sum is that of the indices, so a sum has the same bits on any number of threads.</remarks>
internal static unsafe class RowSums
{
    // 8 KB of indices are looked at, then what was found is added while they are in the first-level cache.
    private const int PieceSize = 2048;

    /// <summary>The first index outside 0 .. rows − 1; −1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nint FirstOutside(int* indices, nint count, int rows)
    {
        nint i = 0;
        var limit = Vector256.Create((uint)rows);
        for (; i + 8 <= count; i += 8)
        {
            if (!Vector256.LessThanAll(Vector256.Load((uint*)indices + i), limit))
            {
                break;
            }
        }

        for (; i < count; i++)
        {
            if ((uint)indices[i] >= (uint)rows)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>y[i] = Σₖ w[i, k]·table[indices[i, k]].</summary>
    /// <param name="table">[rows, columns].</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="indices">[count, each], all of them within the table.</param>
    /// <param name="weights">[count, each]; null where each is 1.</param>
    /// <param name="count">How many sums.</param>
    /// <param name="each">How many rows a sum has.</param>
    /// <param name="y">[count, columns].</param>
    /// <param name="width">The width of vectors.</param>
    public static void Gather(
        float* table, nint columns, int* indices, float* weights, nint count, nint each, float* y, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Gather<Lanes512, Vector512<float>>(table, columns, indices, weights, count, each, y);
                break;
            case SimdWidth.Bits256:
                Gather<Lanes256, Vector256<float>>(table, columns, indices, weights, count, each, y);
                break;
            default:
                Gather<Lanes1, float>(table, columns, indices, weights, count, each, y);
                break;
        }
    }

    /// <summary>table[indices[i, k]] += w[i, k]·x[i], for those indices that are within a part of the table.</summary>
    /// <param name="x">[count / each, columns].</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="indices">All indices.</param>
    /// <param name="weights">One for each index; null where each is 1.</param>
    /// <param name="count">How many indices.</param>
    /// <param name="each">How many indices in a row share a row of x.</param>
    /// <param name="part">The part of the table.</param>
    /// <param name="width">The width of vectors.</param>
    /// <returns>Whether all indices are within the table; if not, what was added is not complete.</returns>
    public static bool Scatter(
        float* x, nint columns, int* indices, float* weights, int count, int each, in TablePart part, SimdWidth width)
    {
        var places = stackalloc int[PieceSize + 16];
        for (var first = 0; first < count; first += PieceSize)
        {
            var length = Math.Min(PieceSize, count - first);
            var found = width == SimdWidth.Bits512
                ? SelectCompressed(indices, first, length, in part, places)
                : Select(indices, first, length, in part, places);
            if (found < 0)
            {
                return false;
            }

            switch (width)
            {
                case SimdWidth.Bits512:
                    Scatter<Lanes512, Vector512<float>>(x, columns, indices, weights, places, found, each, in part);
                    break;
                case SimdWidth.Bits256:
                    Scatter<Lanes256, Vector256<float>>(x, columns, indices, weights, places, found, each, in part);
                    break;
                default:
                    Scatter<Lanes1, float>(x, columns, indices, weights, places, found, each, in part);
                    break;
            }
        }

        return true;
    }

    private static void Gather<L, V>(
        float* table, nint columns, int* indices, float* weights, nint count, nint each, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (nint i = 0; i < count; i++)
        {
            nint column = 0;
            for (; column + (4 * L.Count) <= columns; column += 4 * L.Count)
            {
                FourVectors<L, V>(table + column, columns, indices, weights, each, y + column);
            }

            for (; column < columns; column += L.Count)
            {
                OneVector<L, V>(table + column, columns, indices, weights, each, y + column, columns - column);
            }

            indices += each;
            weights = weights is null ? null : weights + each;
            y += columns;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors<L, V>(float* table, nint columns, int* indices, float* weights, nint each, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        var (a, b, c, d) = (L.Set(0), L.Set(0), L.Set(0), L.Set(0));
        for (nint k = 0; k < each; k++)
        {
            var row = table + (indices[k] * columns);
            var w = L.Set(weights is null ? 1 : weights[k]);
            a = L.MultiplyAdd(w, L.Load(row), a);
            b = L.MultiplyAdd(w, L.Load(row + L.Count), b);
            c = L.MultiplyAdd(w, L.Load(row + (2 * L.Count)), c);
            d = L.MultiplyAdd(w, L.Load(row + (3 * L.Count)), d);
        }

        L.Store(a, y);
        L.Store(b, y + L.Count);
        L.Store(c, y + (2 * L.Count));
        L.Store(d, y + (3 * L.Count));
    }

    // Four sums side by side, so that an addition need not wait for the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector<L, V>(
        float* table, nint columns, int* indices, float* weights, nint each, float* y, nint left)
        where L : struct, ILanes<V>
        where V : struct
    {
        var (a, b, c, d) = (L.Set(0), L.Set(0), L.Set(0), L.Set(0));
        nint k = 0;
        if (weights is null)
        {
            for (; k + 4 <= each; k += 4)
            {
                a = L.Add(a, L.Load(table + (indices[k] * columns)));
                b = L.Add(b, L.Load(table + (indices[k + 1] * columns)));
                c = L.Add(c, L.Load(table + (indices[k + 2] * columns)));
                d = L.Add(d, L.Load(table + (indices[k + 3] * columns)));
            }
        }

        for (; k < each; k++)
        {
            a = L.MultiplyAdd(L.Set(weights is null ? 1 : weights[k]), L.Load(table + (indices[k] * columns)), a);
        }

        L.Store(L.Add(L.Add(a, b), L.Add(c, d)), y, left);
    }

    // The places whose indices are within a part. Whether one is cannot be foreseen, so there is no branch: a place that is
    // not wanted is overwritten by the next. −1 if an index is outside the whole table.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Select(int* indices, int first, int count, in TablePart part, int* places)
    {
        var (start, rows, all) = (part.FirstRow, (uint)part.Rows, (uint)part.AllRows);
        var (found, outside) = (0, 0);
        for (var place = first; place < first + count; place++)
        {
            places[found] = place;
            found += (uint)(indices[place] - start) < rows ? 1 : 0;
            outside |= (uint)indices[place] < all ? 0 : 1;
        }

        return outside != 0 ? -1 : found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SelectCompressed(int* indices, int first, int count, in TablePart part, int* places)
    {
        var start = Vector512.Create(part.FirstRow);
        var rows = Vector512.Create((uint)part.Rows);
        var place = Vector512.CreateSequence(first, 1);
        var largest = Vector512<uint>.Zero;
        var found = 0;
        var i = 0;
        for (; i + 16 <= count; i += 16)
        {
            var index = Vector512.Load(indices + first + i);
            var mask = Vector512.LessThan((index - start).AsUInt32(), rows);
            largest = Avx512F.Max(largest, index.AsUInt32());
            Avx512F.Compress(Vector512<int>.Zero, mask.AsInt32(), place).Store(places + found);
            found += BitOperations.PopCount(mask.ExtractMostSignificantBits());
            place += Vector512.Create(16);
        }

        var rest = Select(indices, first + i, count - i, in part, places + found);
        return rest < 0 || !Vector512.LessThanAll(largest, Vector512.Create((uint)part.AllRows)) ? -1 : found + rest;
    }

    private static void Scatter<L, V>(
        float* x, nint columns, int* indices, float* weights, int* places, int found, int each, in TablePart part)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (part.Touched is not null)
        {
            Touch(columns, indices, places, found, in part);
        }

        // Runs of places that share a row.
        for (var i = 0; i < found;)
        {
            var row = places[i] / each;
            var end = (row + 1) * each;
            var first = i++;
            while (i < found && places[i] < end)
            {
                i++;
            }

            AddRow<L, V>(x + ((nint)row * columns), columns, indices, weights, places + first, i - first, part.Memory);
        }
    }

    // Rows that nothing was added to yet begin with zeros.
    private static void Touch(nint columns, int* indices, int* places, int found, in TablePart part)
    {
        for (var i = 0; i < found; i++)
        {
            ref var touched = ref part.Touched[indices[places[i]] - part.FirstRow];
            if (touched == 0)
            {
                touched = 1;
                new Span<float>(part.Memory + (indices[places[i]] * columns), (int)columns).Clear();
            }
        }
    }

    // One row, added at several places.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow<L, V>(
        float* from, nint columns, int* indices, float* weights, int* places, int count, float* table)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (nint column = 0; column < columns; column += L.Count)
        {
            var x = L.Load(from + column);
            var left = columns - column;
            for (var i = 0; i < count; i++)
            {
                var to = table + (indices[places[i]] * columns) + column;
                var y = weights is null ? L.Add(x, L.Load(to)) : L.MultiplyAdd(L.Set(weights[places[i]]), x, L.Load(to));
                if (left >= L.Count)
                {
                    L.Store(y, to);
                }
                else
                {
                    L.Store(y, to, left);
                }
            }
        }
    }

    /// <summary>Some rows of a table.</summary>
    public readonly struct TablePart
    {
        /// <summary>Where row 0 of the whole table would lie.</summary>
        public required float* Memory { get; init; }

        /// <summary>The first row of the part.</summary>
        public required int FirstRow { get; init; }

        /// <summary>How many rows the part has.</summary>
        public required int Rows { get; init; }

        /// <summary>How many rows the whole table has.</summary>
        public required int AllRows { get; init; }

        /// <summary>If not null, a flag for each row of the part: a row without it is cleared before the first addition.</summary>
        public byte* Touched { get; init; }
    }
}
