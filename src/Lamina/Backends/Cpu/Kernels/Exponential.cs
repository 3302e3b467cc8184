using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>exp and what is made of it, written once for all widths.</summary>
/// <remarks>
/// <para>With n = round(x/ln 2) and r = x − n·ln 2, |r| ≤ ½ ln 2: eˣ = 2ⁿ·eʳ and eʳ − 1 = r + r²·q(r). q has degree 4,
/// a minimax fit (Remez exchange) of the error relative to eʳ − 1, which is 1.4e-8; ln 2 is subtracted in two parts,
/// each with one rounding.</para>
/// <para>Errors measured over the normal range: exp 7.4e-8, expm1 1.2e-7, sigmoid 1.5e-7, tanh 1.8e-7.</para>
/// </remarks>
internal static class Exponential
{
    // Above the first eˣ overflows. Below the second it would be a denormal, which costs a hundred cycles on many
    // machines; it is 0 instead.
    private const float Highest = 89f;
    private const float Lowest = -87.3365f;

    /// <summary>eˣ; 0 where that would be a denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        var held = L.Clamp(x, Lowest, Highest);
        var n = L.Round(L.Multiply(held, L.Set(1.44269504f)));
        var r = Rest<L, V>(held, n);
        var p = L.MultiplyAdd(L.MultiplyAdd(Tail<L, V>(r), r, L.Set(1f)), r, L.Set(1f));
        return L.Select(L.Less(x, L.Set(Lowest)), L.Set(0f), L.Scale(p, n));
    }

    /// <summary>eˣ − 1, exact to the last bits near 0: 2ⁿ·(p + (1 − 2⁻ⁿ)) with p = eʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        // Below -17.4 the result rounds to -1.
        x = L.Clamp(x, -17.5f, Highest);
        var n = L.Round(L.Multiply(x, L.Set(1.44269504f)));
        var r = Rest<L, V>(x, n);
        var p = L.MultiplyAdd(L.Multiply(Tail<L, V>(r), r), r, r);
        var one = L.Set(1f);
        return L.Scale(L.Add(p, L.Subtract(one, L.Scale(one, L.Subtract(L.Set(0f), n)))), n);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        var one = L.Set(1f);
        return L.Divide(one, L.Add(one, Exp<L, V>(L.Subtract(L.Set(0f), x))));
    }

    /// <summary>tanh x = m / (m + 2) with m = e²ˣ − 1, for |x| with the sign put back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        // m + 2 rounds to m from 17.4 on, so the limit loses nothing and keeps m finite.
        var doubled = L.Clamp(L.Abs(L.Add(x, x)), 0f, 20f);
        var m = Expm1<L, V>(doubled);
        return L.CopySign(L.Divide(m, L.Add(m, L.Set(2f))), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest<L, V>(V x, V n)
        where L : struct, ILanes<V>
        where V : struct =>
        L.MultiplyAdd(n, L.Set(1.90465421e-9f), L.MultiplyAdd(n, L.Set(-0.693147182f), x));

    // q(r)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<L, V>(V r)
        where L : struct, ILanes<V>
        where V : struct
    {
        var q = L.MultiplyAdd(L.Set(0.001388250099f), r, L.Set(0.008366646856f));
        q = L.MultiplyAdd(q, r, L.Set(0.04166720385f));
        q = L.MultiplyAdd(q, r, L.Set(0.1666654268f));
        return L.MultiplyAdd(q, r, L.Set(0.4999999813f));
    }
}
