using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>y = init + A·x: a layer of one unit, or one row times a transposed matrix.</summary>
/// <remarks>
/// Four rows at a time, two vectors of each a step: eight sums in flight, and the four totals come out of one
/// reduction. As a tile of one column it would use one lane of sixteen.
/// </remarks>
internal static unsafe class MatrixTimesVector<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(VectorArguments* v)
    {
        var x = v->X;
        var init = v->Init;
        var y = v->Y;
        for (var i = 0; i < v->Count; i += 4)
        {
            // Rows that do not exist are read from the last one.
            nint last = int.Min(3, v->Count - 1 - i);
            var a0 = v->Matrix + (i * v->Stride);
            var a1 = a0 + (nint.Min(1, last) * v->Stride);
            var a2 = a0 + (nint.Min(2, last) * v->Stride);
            var a3 = a0 + (last * v->Stride);
            var (s0, s1, s2, s3) = (default(TVector), default(TVector), default(TVector), default(TVector));
            var (t0, t1, t2, t3) = (s0, s1, s2, s3);
            nint p = 0;
            for (; p <= v->Depth - (2 * TLanes.Count); p += 2 * TLanes.Count)
            {
                var x0 = TLanes.Load(x + p);
                var x1 = TLanes.Load(x + p + TLanes.Count);
                s0 = TLanes.MultiplyAdd(TLanes.Load(a0 + p), x0, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Load(a1 + p), x0, s1);
                s2 = TLanes.MultiplyAdd(TLanes.Load(a2 + p), x0, s2);
                s3 = TLanes.MultiplyAdd(TLanes.Load(a3 + p), x0, s3);
                t0 = TLanes.MultiplyAdd(TLanes.Load(a0 + p + TLanes.Count), x1, t0);
                t1 = TLanes.MultiplyAdd(TLanes.Load(a1 + p + TLanes.Count), x1, t1);
                t2 = TLanes.MultiplyAdd(TLanes.Load(a2 + p + TLanes.Count), x1, t2);
                t3 = TLanes.MultiplyAdd(TLanes.Load(a3 + p + TLanes.Count), x1, t3);
            }

            for (; p < v->Depth; p += TLanes.Count)
            {
                // Both are cut: behind the end may lie anything, and not-a-number times zero is no zero.
                var left = (int)nint.Min(v->Depth - p, TLanes.Count);
                var x0 = TLanes.KeepFirst(TLanes.Load(x + p), left);
                s0 = TLanes.MultiplyAdd(TLanes.KeepFirst(TLanes.Load(a0 + p), left), x0, s0);
                s1 = TLanes.MultiplyAdd(TLanes.KeepFirst(TLanes.Load(a1 + p), left), x0, s1);
                s2 = TLanes.MultiplyAdd(TLanes.KeepFirst(TLanes.Load(a2 + p), left), x0, s2);
                s3 = TLanes.MultiplyAdd(TLanes.KeepFirst(TLanes.Load(a3 + p), left), x0, s3);
            }

            var sums = TLanes.Sums(TLanes.Add(s0, t0), TLanes.Add(s1, t1), TLanes.Add(s2, t2), TLanes.Add(s3, t3));
            if (last == 3)
            {
                sums += v->InitStep == 0 ? Vector128.Create(*init) : Vector128.Load(init + i);
                sums.Store(y + i);
            }
            else
            {
                for (var r = 0; r <= last; r++)
                {
                    y[i + r] = sums[r] + init[(i + r) * v->InitStep];
                }
            }
        }
    }
}
