using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>Vectors that lie one behind the other, added up from the first to the last.</summary>
internal static unsafe class AddingUp<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* from, long step, int vectors, float* to, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var total = TLanes.Load(from + i);
            for (var vector = 1; vector < vectors; vector++)
            {
                total = TLanes.Add(total, TLanes.Load(from + i + (vector * step)));
            }

            if (count - i >= TLanes.Count)
            {
                TLanes.Store(to + i, total);
            }
            else
            {
                TLanes.StoreFirst(to + i, total, count - i);
            }
        }
    }
}
