using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Sine and cosine of moderate angles, written once for all widths.</summary>
/// <remarks>
/// With n = round(x·2/π), r = x − n·π/2 in three parts: sin r = r + r³·S(r²), cos r = 1 − r²/2 + r⁴·C(r²), S and C of
/// degree 2, minimax fits (Remez exchange) with errors 4e-9 and 1e-10. n mod 4 says which of them it is and its sign.
/// </remarks>
internal static class Trigonometry
{
    /// <summary>Up to here n·π/2 is subtracted exactly enough: the error stays below 1e-7.</summary>
    public const float Largest = 30000f;

    /// <summary>sin x for |x| ≤ <see cref="Largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct => Wave<L, V>(x, 0f);

    /// <summary>cos x = sin(x + π/2) for |x| ≤ <see cref="Largest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct => Wave<L, V>(x, 1f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Wave<L, V>(V x, float quarter)
        where L : struct, ILanes<V>
        where V : struct
    {
        var n = L.Round(L.Multiply(x, L.Set(0.636619772f)));
        var r = L.MultiplyAdd(n, L.Set(-1.57079637f), x);
        r = L.MultiplyAdd(n, L.Set(4.37113883e-8f), r);
        r = L.MultiplyAdd(n, L.Set(1.71512451e-15f), r);
        n = L.Add(n, L.Set(quarter));

        var s = L.Multiply(r, r);
        var sine = L.MultiplyAdd(L.Set(-0.0001951463214f), s, L.Set(0.008332156056f));
        sine = L.MultiplyAdd(sine, s, L.Set(-0.1666665454f));
        sine = L.MultiplyAdd(L.Multiply(sine, s), r, r);
        var cosine = L.MultiplyAdd(L.Set(2.443241226e-5f), s, L.Set(-0.001388730986f));
        cosine = L.MultiplyAdd(cosine, s, L.Set(0.04166664555f));
        cosine = L.MultiplyAdd(cosine, s, L.Set(-0.5f));
        cosine = L.MultiplyAdd(cosine, s, L.Set(1f));

        var y = L.Select(L.HasBit(n, 1), cosine, sine);
        return L.Select(L.HasBit(n, 2), L.Subtract(L.Set(0f), y), y);
    }
}
