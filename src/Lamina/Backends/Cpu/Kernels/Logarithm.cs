using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Natural logarithms, written once for all widths.</summary>
/// <remarks>
/// <para>x = m·2ᵉ with m in [2/3, 4/3), f = m − 1: log x = e·ln 2 + f − f²/2 + f³·P(f). P has degree 7, a minimax fit
/// (Remez exchange) of the error relative to log(1 + f), which is 5e-9. m keeps the result's relative accuracy near
/// x = 1, where e = 0. Denormals are scaled by 2²⁵ first.</para>
/// <para>Errors measured: log 9.4e-8, log1p 1.4e-7.</para>
/// </remarks>
internal static class Logarithm
{
    /// <summary>log x; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        var denormal = L.Less(x, L.Set(1.17549435e-38f));
        var m = L.Split(L.Select(denormal, L.Multiply(x, L.Set(33554432f)), x), out var e);
        e = L.Select(denormal, L.Subtract(e, L.Set(25f)), e);

        var f = L.Subtract(m, L.Set(1f));
        var p = L.MultiplyAdd(L.Set(-0.1289166632f), f, L.Set(0.1398447082f));
        p = L.MultiplyAdd(p, f, L.Set(-0.1218426783f));
        p = L.MultiplyAdd(p, f, L.Set(0.1400586194f));
        p = L.MultiplyAdd(p, f, L.Set(-0.166804866f));
        p = L.MultiplyAdd(p, f, L.Set(0.2001040634f));
        p = L.MultiplyAdd(p, f, L.Set(-0.249997977f));
        p = L.MultiplyAdd(p, f, L.Set(0.3333321598f));
        p = L.MultiplyAdd(p, f, L.Set(-0.5f));
        p = L.MultiplyAdd(e, L.Set(-1.90465421e-9f), L.Multiply(p, L.Multiply(f, f)));
        var y = L.MultiplyAdd(e, L.Set(0.693147182f), L.Add(p, f));

        // Infinity and NaN are their own logarithms.
        y = L.Select(L.Less(x, L.Set(float.PositiveInfinity)), y, x);
        y = L.Select(L.Equal(x, L.Set(0f)), L.Set(float.NegativeInfinity), y);
        return L.Select(L.Less(x, L.Set(0f)), L.Set(float.NaN), y);
    }

    /// <summary>log(1 + x): with u = 1 + x as rounded, log u + (what rounding lost)/u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        var one = L.Set(1f);
        var u = L.Add(one, x);
        var lost = L.Subtract(x, L.Subtract(u, one));
        var y = Log<L, V>(u);

        // At u = 0 and u = ∞ the correction is NaN and log u is right.
        var corrected = L.Add(y, L.Divide(lost, u));
        return L.Select(L.Less(L.Abs(y), L.Set(float.PositiveInfinity)), corrected, y);
    }
}
