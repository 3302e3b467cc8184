using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>The transforms of Winograd's 2 x 2 results of 3 x 3 windows, over vectors of channels.</summary>
internal static unsafe class Winograd<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    /// <summary>G g Gᵀ, in place: of 16 blocks the last nine hold g, and all the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights(float* block, nint step, int count)
    {
        var half = TLanes.Splat(0.5f);
        var t = stackalloc TVector[12];
        for (var i = 0; i < count; i += TLanes.Count)
        {
            for (var column = 0; column < 3; column++)
            {
                var g = block + i + ((7 + column) * step);
                Spread(TLanes.Load(g), TLanes.Load(g + (3 * step)), TLanes.Load(g + (6 * step)), half, t + column, 3);
            }

            for (var row = 0; row < 4; row++)
            {
                TVector u0 = default, u1 = default, u2 = default, u3 = default;
                Spread(t[row * 3], t[(row * 3) + 1], t[(row * 3) + 2], half, ref u0, ref u1, ref u2, ref u3);
                var target = block + i + (4 * row * step);
                TLanes.Store(target, u0);
                TLanes.Store(target + step, u1);
                TLanes.Store(target + (2 * step), u2);
                TLanes.Store(target + (3 * step), u3);
            }
        }
    }

    /// <summary>Bᵀ d B of one square of 4 x 4 places, all channels; whole vectors are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Places(float* places, nint line, int channels, float* target, nint step)
    {
        for (var channel = 0; channel < channels; channel += TLanes.Count)
        {
            var d = places + channel;
            var to = target + channel;
            Row(d, line, channels, out var a0, out var a1, out var a2, out var a3, 0, 2, subtract: true);
            Columns(a0, a1, a2, a3, to, step);
            Row(d, line, channels, out a0, out a1, out a2, out a3, 1, 2, subtract: false);
            Columns(a0, a1, a2, a3, to + (4 * step), step);
            Row(d, line, channels, out a0, out a1, out a2, out a3, 2, 1, subtract: true);
            Columns(a0, a1, a2, a3, to + (8 * step), step);
            Row(d, line, channels, out a0, out a1, out a2, out a3, 1, 3, subtract: true);
            Columns(a0, a1, a2, a3, to + (12 * step), step);
        }
    }

    /// <summary>Aᵀ m A of one square, all filters, and the bias: up to 2 x 2 results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Results(
        float* sums, nint step, int filters, float* bias, float* results, nint line, bool hasSecondRow, bool hasSecondColumn)
    {
        for (var filter = 0; filter < filters; filter += TLanes.Count)
        {
            var m = sums + filter;
            Sum(m, step, out var s0, out var t0);
            Sum(m + step, step, out var s1, out var t1);
            Sum(m + (2 * step), step, out var s2, out var t2);
            Sum(m + (3 * step), step, out var s3, out var t3);
            var start = bias is null ? default : TLanes.Load(bias + filter);
            var (to, left) = ((nint)(results + filter), filters - filter);
            Store((float*)to, TLanes.Add(TLanes.Add(TLanes.Add(start, s0), s1), s2), left);
            if (hasSecondColumn)
            {
                Store((float*)to + filters, TLanes.Subtract(TLanes.Subtract(TLanes.Add(start, s1), s2), s3), left);
            }

            if (hasSecondRow)
            {
                Store((float*)to + line, TLanes.Add(TLanes.Add(TLanes.Add(start, t0), t1), t2), left);
            }

            if (hasSecondRow && hasSecondColumn)
            {
                Store((float*)to + line + filters, TLanes.Subtract(TLanes.Subtract(TLanes.Add(start, t1), t2), t3), left);
            }
        }
    }

    // g0, (g0 + g1 + g2)/2, (g0 − g1 + g2)/2, g2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(TVector g0, TVector g1, TVector g2, TVector half, TVector* target, int stride) =>
        Spread(g0, g1, g2, half, ref target[0], ref target[stride], ref target[2 * stride], ref target[3 * stride]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(
        TVector g0, TVector g1, TVector g2, TVector half, ref TVector u0, ref TVector u1, ref TVector u2, ref TVector u3)
    {
        var outer = TLanes.Add(g0, g2);
        u0 = g0;
        u1 = TLanes.MultiplyAdd(half, TLanes.Add(outer, g1), default);
        u2 = TLanes.MultiplyAdd(half, TLanes.Subtract(outer, g1), default);
        u3 = g2;
    }

    // Of two lines of a square their sum or difference, for each of the four columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(
        float* d, nint line, nint channels, out TVector a0, out TVector a1, out TVector a2, out TVector a3, int first, int second, bool subtract)
    {
        var (x, y) = ((nint)(d + (first * line)), (nint)(d + (second * line)));
        a0 = Join((float*)x, (float*)y, subtract);
        a1 = Join((float*)x + channels, (float*)y + channels, subtract);
        a2 = Join((float*)x + (2 * channels), (float*)y + (2 * channels), subtract);
        a3 = Join((float*)x + (3 * channels), (float*)y + (3 * channels), subtract);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Join(float* x, float* y, bool subtract) => subtract
        ? TLanes.Subtract(TLanes.Load(x), TLanes.Load(y))
        : TLanes.Add(TLanes.Load(x), TLanes.Load(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(TVector a0, TVector a1, TVector a2, TVector a3, float* target, nint step)
    {
        TLanes.Store(target, TLanes.Subtract(a0, a2));
        TLanes.Store(target + step, TLanes.Add(a1, a2));
        TLanes.Store(target + (2 * step), TLanes.Subtract(a2, a1));
        TLanes.Store(target + (3 * step), TLanes.Subtract(a1, a3));
    }

    // One column of a square of sums: the upper and the lower result.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(float* m, nint step, out TVector upper, out TVector lower)
    {
        var (m0, m1) = (TLanes.Load(m), TLanes.Load(m + (4 * step)));
        var (m2, m3) = (TLanes.Load(m + (8 * step)), TLanes.Load(m + (12 * step)));
        upper = TLanes.Add(TLanes.Add(m0, m1), m2);
        lower = TLanes.Subtract(TLanes.Subtract(m1, m2), m3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, TVector value, int left)
    {
        if (left >= TLanes.Count)
        {
            TLanes.Store(target, value);
        }
        else
        {
            TLanes.StoreFirst(target, value, left);
        }
    }
}
