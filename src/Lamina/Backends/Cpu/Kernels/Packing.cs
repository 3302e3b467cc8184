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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(float* source, nint stride, int depth, int vectors, float* target)
    {
        for (var p = 0; p < depth; p++)
        {
            TLanes.Store(target, TLanes.Load(source));
            if (vectors > 1)
            {
                TLanes.Store(target + TLanes.Count, TLanes.Load(source + TLanes.Count));
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
                TLanes.Transpose(
                    source + (TLanes.Count * stride), stride, columns - TLanes.Count, target + TLanes.Count, PanelColumns);
            }

            source += TLanes.Count;
            target += TLanes.Count * PanelColumns;
        }
    }

    /// <summary>Rows of A side by side: the elements of a column of A follow one another.</summary>
    /// <remarks>
    /// A tile of fewer rows than lanes is written with whole vectors, upwards, each over the surplus of the one before;
    /// so the target needs a vector of slack.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(float* source, nint stride, int depth, int rows, float* target)
    {
        for (var p = 0; p < depth; p += TLanes.Count)
        {
            for (var i = 0; i < rows; i += TLanes.Count)
            {
                TLanes.Transpose(source + (i * stride), stride, int.Min(rows - i, TLanes.Count), target + i, rows);
            }

            source += TLanes.Count;
            target += TLanes.Count * rows;
        }
    }
}
