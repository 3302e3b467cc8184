using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Reads rows by their numbers: batches from a dataset, vectors from an embedding table.</summary>
internal static unsafe class Gather
{
    private const int CacheLine = 64;

    // Behind that the processor has noticed the direction by itself.
    private const int MostPrefetched = 4096;

    /// <summary>dst[i] = src[indices[i]] as float32; src is [rows, columns].</summary>
    /// <typeparam name="T">byte, bool, int, long, float or double.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An index is negative or not below <paramref name="rows"/>.
    /// </exception>
    public static void Rows<T>(
        T* src, nint rows, nint columns, int* indices, nint count, float* dst, SimdWidth width)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i++)
        {
            if (i + 1 < count)
            {
                Prefetch(src + (Checked(indices[i + 1], rows) * columns), columns * sizeof(T));
            }

            var index = Checked(indices[i], rows);
            Conversion.ToFloat(src + (index * columns), dst + (i * columns), columns, width);
        }
    }

    /// <summary>dst[i] = src[indices[i]] as int32; src is [rows, columns].</summary>
    /// <typeparam name="T">byte, bool, int or long.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An index is negative or not below <paramref name="rows"/>.
    /// </exception>
    /// <exception cref="OverflowException">An element does not fit in 32 bits.</exception>
    public static void RowsInt32<T>(T* src, nint rows, nint columns, int* indices, nint count, int* dst)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i++)
        {
            Conversion.ToInt32(src + (Checked(indices[i], rows) * columns), dst + (i * columns), columns);
        }
    }

    // Rows in random order are seldom in a near cache: the next one comes while this one is copied.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(void* row, nint bytes)
    {
        if (Sse.IsSupported)
        {
            for (nint at = 0; at < Math.Min(bytes, MostPrefetched); at += CacheLine)
            {
                Sse.Prefetch0((byte*)row + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Checked(int index, nint rows)
    {
        if ((nuint)index >= (nuint)rows)
        {
            ThrowOutside(index, rows);
        }

        return index;
    }

    private static void ThrowOutside(int index, nint rows) => throw new ArgumentOutOfRangeException(
        nameof(index), $"Index {index} names no row: there are {rows}, counted from 0.");
}
