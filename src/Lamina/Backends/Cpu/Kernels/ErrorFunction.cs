using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>The error function erf x = 2/√π ∫₀ˣ e^(−t²) dt, written once for all widths.</summary>
/// <remarks>
/// Below |x| = 0.92: x + x·P(x²), P of degree 5, relative error 1.8e-8. Above: 1 − exp(t·Q(t)) with t = |x| ≤ 4, Q of
/// degree 5, error 3e-9 of the result; erf rounds to ±1 from 3.93 on. Both are minimax fits (Remez exchange) of
/// (erf x)/x − 1 and log(erfc t)/t. Error measured: 8.7e-8.
/// </remarks>
internal static class ErrorFunction
{
    /// <summary>erf x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        var s = L.Multiply(x, x);
        var p = L.MultiplyAdd(L.Set(-0.0005953739472f), s, L.Set(0.004985940193f));
        p = L.MultiplyAdd(p, s, L.Set(-0.02676171964f));
        p = L.MultiplyAdd(p, s, L.Set(0.1128168254f));
        p = L.MultiplyAdd(p, s, L.Set(-0.376124811f));
        p = L.MultiplyAdd(p, s, L.Set(0.1283791477f));
        var near = L.MultiplyAdd(p, x, x);

        var t = L.Clamp(L.Abs(x), 0f, 4f);
        var q = L.MultiplyAdd(L.Set(0.0002139844707f), t, L.Set(-0.003214952267f));
        q = L.MultiplyAdd(q, t, L.Set(0.02288995528f));
        q = L.MultiplyAdd(q, t, L.Set(-0.1052618316f));
        q = L.MultiplyAdd(q, t, L.Set(-0.6357183224f));
        q = L.MultiplyAdd(q, t, L.Set(-1.128514359f));
        var far = L.CopySign(L.Subtract(L.Set(1f), Exponential.Exp<L, V>(L.Multiply(q, t))), x);

        return L.Select(L.Less(t, L.Set(0.92f)), near, far);
    }
}
