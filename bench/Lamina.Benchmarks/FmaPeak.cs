using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lamina.Backends.Cpu;

namespace Lamina.Benchmarks;

/// <summary>How many floating-point operations one thread can do at best: a loop of nothing but fused multiply-adds, in
/// the vector width of the kernels.</summary>
internal static class FmaPeak
{
    // 12 sums hide a latency of 4 cycles at 2 (or 3) a cycle, and stay in registers.
    private const int Sums = 12;
    private const int Rounds = 20_000;

    /// <summary>Takes the results, so that the loops are not removed.</summary>
    public static float Sink { get; set; }

    /// <summary>10⁹ floating-point operations a second of some threads together; each thread's best of many runs within a
    /// quarter of a second in which all run.</summary>
    public static double Gflops(int threads)
    {
        var each = new double[threads];
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() => each[i] = OneThread())).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return each.Sum();
    }

    private static double OneThread()
    {
        var best = double.PositiveInfinity;
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.25;)
        {
            var start = Stopwatch.GetTimestamp();
            Sink = CpuFeatures.Width == SimdWidth.Bits512 ? Loop512(1e-9f) : Loop256(1e-9f);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var lanes = CpuFeatures.Width == SimdWidth.Bits512 ? 16 : 8;
        return 2.0 * lanes * Sums * Rounds / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(float seed)
    {
        var x = Vector512.Create(seed);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var round = 0; round < Rounds; round++)
        {
            a = Avx512F.FusedMultiplyAdd(a, x, x);
            b = Avx512F.FusedMultiplyAdd(b, x, x);
            c = Avx512F.FusedMultiplyAdd(c, x, x);
            d = Avx512F.FusedMultiplyAdd(d, x, x);
            e = Avx512F.FusedMultiplyAdd(e, x, x);
            f = Avx512F.FusedMultiplyAdd(f, x, x);
            g = Avx512F.FusedMultiplyAdd(g, x, x);
            h = Avx512F.FusedMultiplyAdd(h, x, x);
            i = Avx512F.FusedMultiplyAdd(i, x, x);
            j = Avx512F.FusedMultiplyAdd(j, x, x);
            k = Avx512F.FusedMultiplyAdd(k, x, x);
            l = Avx512F.FusedMultiplyAdd(l, x, x);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(float seed)
    {
        var x = Vector256.Create(seed);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
            k = Vector256.FusedMultiplyAdd(k, x, x);
            l = Vector256.FusedMultiplyAdd(l, x, x);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
