using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>Sigmoid and tanh for gates: what counts there is the error against 1, not against the value.</summary>
/// <remarks>
/// <para><c>σ(x) = 1/D(x)</c> and <c>tanh x = 2/D(2x) − 1</c> with <c>D(x) = 1 + 2ʸ</c>, y = −x/ln 2. With n = round(y) and
/// f = y − n, 2ʸ = 2ⁿ·(1 + f·q(f)); q has degree 4, a minimax fit with an error of 9.2e-8 relative to 2ᶠ.</para>
/// <para>y is held between −30 and 30, so σ is never below 10⁻⁹ and four D have a product: one division gives four gates.
/// Divisions are the larger part of a cell. Errors measured: of four at once σ 2.4e-7, tanh 4.2e-7; tanh alone 1.8e-7.</para>
/// </remarks>
internal static class GateExponential
{
    private const float SigmoidFactor = -1.44269504f;
    private const float TanhFactor = 2 * SigmoidFactor;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<L, V>(V x)
        where L : struct, ILanes<V>
        where V : struct =>
        L.Subtract(L.Divide(L.Set(2f), Denominator<L, V>(x, TanhFactor)), L.Set(1f));

    /// <summary>σ of two vectors in their place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sigmoids<L, V>(ref V a, ref V b)
        where L : struct, ILanes<V>
        where V : struct
    {
        var (dA, dB) = (Denominator<L, V>(a, SigmoidFactor), Denominator<L, V>(b, SigmoidFactor));
        var inverse = L.Divide(L.Set(1f), L.Multiply(dA, dB));
        a = L.Multiply(dB, inverse);
        b = L.Multiply(dA, inverse);
    }

    /// <summary>σ of three vectors and tanh of one in their place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SigmoidsAndTanh<L, V>(ref V a, ref V b, ref V c, ref V tanh)
        where L : struct, ILanes<V>
        where V : struct
    {
        var (dA, dB) = (Denominator<L, V>(a, SigmoidFactor), Denominator<L, V>(b, SigmoidFactor));
        var (dC, dT) = (Denominator<L, V>(c, SigmoidFactor), Denominator<L, V>(tanh, TanhFactor));
        var (first, second) = (L.Multiply(dA, dB), L.Multiply(dC, dT));
        var inverse = L.Divide(L.Set(1f), L.Multiply(first, second));
        var (ofFirst, ofSecond) = (L.Multiply(second, inverse), L.Multiply(first, inverse));
        a = L.Multiply(dB, ofFirst);
        b = L.Multiply(dA, ofFirst);
        c = L.Multiply(dT, ofSecond);
        tanh = L.MultiplyAdd(L.Add(dC, dC), ofSecond, L.Set(-1f));
    }

    // 1 + 2^(factor·x)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Denominator<L, V>(V x, float factor)
        where L : struct, ILanes<V>
        where V : struct
    {
        var y = L.Clamp(L.Multiply(x, L.Set(factor)), -30f, 30f);
        var n = L.Round(y);
        var f = L.Subtract(y, n);
        var q = L.MultiplyAdd(L.Set(0.0013264727f), f, L.Set(0.009671513f));
        q = L.MultiplyAdd(q, f, L.Set(0.055507336f));
        q = L.MultiplyAdd(q, f, L.Set(0.24022242f));
        q = L.MultiplyAdd(q, f, L.Set(0.693147f));
        q = L.MultiplyAdd(q, f, L.Set(1f));
        return L.Add(L.Scale(q, n), L.Set(1f));
    }
}
