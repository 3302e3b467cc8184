using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Copies parts of A and B into the order in which a tile reads them.</summary>
internal static unsafe class Packing<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    /// <summary>Columns of a panel of B: two vectors.</summary>
    public static int PanelColumns => 2 * TLanes.Count;

    /// <summary>A panel of row-major B: <paramref name="depth"/> rows of <paramref name="vectors"/> vectors.</summary>
    /// <remarks>
    /// The next panel's part of each row is fetched along: a whole panel touches a page a row, which no hardware
    /// prefetcher follows.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(float* source, nint stride, int depth, int vectors, float* target)
    {
        for (var p = 0; p < depth; p++)
        {
            TLanes.Store(target, TLanes.Load(source));
            if (vectors > 1)
            {
                TLanes.Store(target + TLanes.Count, TLanes.Load(source + TLanes.Count));
                TLanes.Prefetch(source + (2 * TLanes.Count));
                TLanes.Prefetch(source + (3 * TLanes.Count));
            }

            source += stride;
            target += PanelColumns;
        }
    }

    /// <summary>A panel of B from its transpose, of which the panel's columns are rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedPanel(float* source, nint stride, int depth, int columns, float* target)
    {
        for (var p = 0; p < depth; p += TLanes.Count)
        {
            TLanes.Transpose(source, stride, int.Min(columns, TLanes.Count), target, PanelColumns);
            if (columns > TLanes.Count)
            {
                var right = source + (TLanes.Count * stride);
                TLanes.Transpose(right, stride, columns - TLanes.Count, target + TLanes.Count, PanelColumns);
            }

            source += TLanes.Count;
            target += TLanes.Count * PanelColumns;
        }
    }

    /// <summary>From a column of packed A to the next: whole vectors, so that packing writes whole lines.</summary>
    public static int PackedRows(int rows) => (rows + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    /// <summary>Rows of A side by side: the elements of a column of A follow one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(float* source, nint stride, int depth, int rows, float* target)
    {
        var packedRows = PackedRows(rows);
        for (var p = 0; p < depth; p += TLanes.Count)
        {
            for (var i = 0; i < rows; i += TLanes.Count)
            {
                var from = source + (i * stride);
                TLanes.Transpose(from, stride, int.Min(rows - i, TLanes.Count), target + i, packedRows);
            }

            source += TLanes.Count;
            target += TLanes.Count * packedRows;
        }
    }

    /// <summary>The same from transposed A, whose columns are already whole but lie far apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedRows(float* source, nint stride, int depth, int rows, float* target)
    {
        var packedRows = PackedRows(rows);
        for (var p = 0; p < depth; p++)
        {
            for (var i = 0; i < rows; i += TLanes.Count)
            {
                TLanes.Store(target + i, TLanes.Load(source + i));
            }

            source += stride;
            target += packedRows;
        }
    }
}
