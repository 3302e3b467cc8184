using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>y = init + x·B for one row x: a single prediction, or the weight gradient of a layer of one unit.</summary>
/// <remarks>
/// Bound by reading B once. Eight sums are kept in flight whatever the width of a strip: a strip of V vectors takes
/// 8/V rows of B a step, so narrow matrices do not wait for one chain of additions (1x10x128: four times as fast).
/// </remarks>
internal static unsafe class VectorTimesMatrix<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(VectorArguments* v)
    {
        var done = 0;
        while (done < v->Count)
        {
            var left = v->Count - done;
            var matrix = v->Matrix + done;
            var init = v->Init + (done * v->InitStep);
            var y = v->Y + done;
            switch ((left + TLanes.Count - 1) / TLanes.Count)
            {
                case 1:
                    Strip<Strip1>(v, matrix, init, y, left);
                    return;
                case 2 or 3:
                    Strip<Strip2>(v, matrix, init, y, left);
                    done += 2 * TLanes.Count;
                    break;
                case < 8:
                    Strip<Strip4>(v, matrix, init, y, left);
                    done += 4 * TLanes.Count;
                    break;
                default:
                    Strip<Strip8>(v, matrix, init, y, left);
                    done += 8 * TLanes.Count;
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<TStrip>(VectorArguments* v, float* matrix, float* init, float* y, int count)
        where TStrip : IStrip
    {
        var (s0, s1, s2, s3) = (default(TVector), default(TVector), default(TVector), default(TVector));
        var (s4, s5, s6, s7) = (s0, s1, s2, s3);
        var x = v->X;
        var stride = v->Stride;
        var rows = 8 / TStrip.Vectors;
        var p = v->Depth;
        for (; p >= rows; p -= rows)
        {
            s0 = Step<TStrip>(0, x, matrix, stride, s0);
            s1 = Step<TStrip>(1, x, matrix, stride, s1);
            s2 = Step<TStrip>(2, x, matrix, stride, s2);
            s3 = Step<TStrip>(3, x, matrix, stride, s3);
            s4 = Step<TStrip>(4, x, matrix, stride, s4);
            s5 = Step<TStrip>(5, x, matrix, stride, s5);
            s6 = Step<TStrip>(6, x, matrix, stride, s6);
            s7 = Step<TStrip>(7, x, matrix, stride, s7);
            x += rows;
            matrix += rows * stride;
        }

        for (; p > 0; p--)
        {
            s0 = Step<TStrip>(0, x, matrix, stride, s0);
            s1 = TStrip.Vectors > 1 ? Step<TStrip>(1, x, matrix, stride, s1) : s1;
            s2 = TStrip.Vectors > 2 ? Step<TStrip>(2, x, matrix, stride, s2) : s2;
            s3 = TStrip.Vectors > 2 ? Step<TStrip>(3, x, matrix, stride, s3) : s3;
            s4 = TStrip.Vectors > 4 ? Step<TStrip>(4, x, matrix, stride, s4) : s4;
            s5 = TStrip.Vectors > 4 ? Step<TStrip>(5, x, matrix, stride, s5) : s5;
            s6 = TStrip.Vectors > 4 ? Step<TStrip>(6, x, matrix, stride, s6) : s6;
            s7 = TStrip.Vectors > 4 ? Step<TStrip>(7, x, matrix, stride, s7) : s7;
            x++;
            matrix += stride;
        }

        if (TStrip.Vectors < 8)
        {
            (s0, s1, s2, s3) = (TLanes.Add(s0, s4), TLanes.Add(s1, s5), TLanes.Add(s2, s6), TLanes.Add(s3, s7));
        }

        if (TStrip.Vectors < 4)
        {
            (s0, s1) = (TLanes.Add(s0, s2), TLanes.Add(s1, s3));
        }

        if (TStrip.Vectors < 2)
        {
            s0 = TLanes.Add(s0, s1);
        }

        Finish<TStrip>(0, v, init, y, count, s0);
        Finish<TStrip>(1, v, init, y, count, s1);
        Finish<TStrip>(2, v, init, y, count, s2);
        Finish<TStrip>(3, v, init, y, count, s3);
        Finish<TStrip>(4, v, init, y, count, s4);
        Finish<TStrip>(5, v, init, y, count, s5);
        Finish<TStrip>(6, v, init, y, count, s6);
        Finish<TStrip>(7, v, init, y, count, s7);
    }

    // Sum number i belongs to vector i % V of row i / V.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step<TStrip>(int i, float* x, float* matrix, nint stride, TVector sum)
        where TStrip : IStrip
    {
        var row = i / TStrip.Vectors;
        var b = TLanes.Load(matrix + (row * stride) + (i % TStrip.Vectors * TLanes.Count));
        return TLanes.MultiplyAdd(TLanes.Splat(x[row]), b, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TStrip>(int i, VectorArguments* v, float* init, float* y, int count, TVector sum)
        where TStrip : IStrip
    {
        var first = i * TLanes.Count;
        if (i >= TStrip.Vectors || first >= count)
        {
            return;
        }

        sum = TLanes.Add(sum, v->InitStep == 0 ? TLanes.Splat(*init) : TLanes.Load(init + first));
        if (count - first >= TLanes.Count)
        {
            TLanes.Store(y + first, sum);
        }
        else
        {
            TLanes.StoreFirst(y + first, sum, count - first);
        }
    }
}
