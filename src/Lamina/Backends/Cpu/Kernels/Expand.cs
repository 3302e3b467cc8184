using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// Writes a piece of a broadcast matrix, row by row, so that elementwise loops need no notion of broadcasting.
/// </summary>
/// <remarks>
/// A row ends with a whole vector's store that runs over into the next row, whose own store then puts it right: narrow
/// rows cost one store each. Only the very last store is partial, so exactly n elements are written.
/// </remarks>
internal static unsafe class Expand
{
    /// <summary>
    /// A matrix whose rows are all <paramref name="vector"/>: dst[i] = vector[(startColumn + i) mod columns].
    /// </summary>
    public static void RowVector(float* vector, int columns, int startColumn, float* dst, int n, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                RowVector<Lanes512, Vector512<float>>(vector, columns, startColumn, dst, n);
                break;
            case SimdWidth.Bits256:
                RowVector<Lanes256, Vector256<float>>(vector, columns, startColumn, dst, n);
                break;
            default:
                RowVector<Lanes1, float>(vector, columns, startColumn, dst, n);
                break;
        }
    }

    /// <summary>
    /// A matrix whose columns are all <paramref name="values"/>: dst[i] = values[(startElement + i) / columns].
    /// </summary>
    public static void ColumnVector(float* values, int columns, long startElement, float* dst, int n, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                ColumnVector<Lanes512, Vector512<float>>(values, columns, startElement, dst, n);
                break;
            case SimdWidth.Bits256:
                ColumnVector<Lanes256, Vector256<float>>(values, columns, startElement, dst, n);
                break;
            default:
                ColumnVector<Lanes1, float>(values, columns, startElement, dst, n);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowVector<L, V>(float* vector, int columns, int startColumn, float* dst, int n)
        where L : struct, ILanes<V>
        where V : struct
    {
        var i = 0;
        if (startColumn != 0)
        {
            var rest = Math.Min(columns - startColumn, n);
            Copy<L, V>(vector + startColumn, dst, rest, n);
            i = rest;
        }

        if (columns <= L.Count)
        {
            var period = columns;
            var pattern = stackalloc float[32];
            if (2 * columns <= L.Count && n - i > L.Count)
            {
                // Several narrow rows in one vector.
                period = L.Count / columns * columns;
                for (var j = 0; j < period; j++)
                {
                    pattern[j] = vector[j % columns];
                }

                vector = pattern;
            }

            var row = L.Load(vector);
            for (; i <= n - L.Count; i += period)
            {
                L.Store(row, dst + i);
            }

            for (; i < n; i += period)
            {
                L.Store(row, dst + i, n - i);
            }

            return;
        }

        for (; i < n; i += columns)
        {
            Copy<L, V>(vector, dst + i, Math.Min(columns, n - i), n - i);
        }
    }

    // Copies n elements; as many as room may be written.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<L, V>(float* src, float* dst, int n, int room)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (var i = 0; i < n; i += L.Count)
        {
            L.Store(L.Load(src + i), dst + i, room - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ColumnVector<L, V>(float* values, int columns, long startElement, float* dst, int n)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (columns == 1)
        {
            Copy<L, V>(values + startElement, dst, n, n);
            return;
        }

        var row = (nint)(startElement / columns);
        var end = columns - (int)(startElement % columns);
        for (var i = 0; i < n; row++, end += columns)
        {
            var value = L.Set(values[row]);
            var rowEnd = Math.Min(end, n);
            for (; i < rowEnd; i += L.Count)
            {
                L.Store(value, dst + i, n - i);
            }

            i = rowEnd;
        }
    }
}
