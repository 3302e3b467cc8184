using System.Runtime.CompilerServices;
using Lamina.Backends.Cpu.Kernels;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>The functions of a recurrent cell, and their derivatives as functions of their values.</summary>
internal interface IGateFunctions
{
    /// <summary>The gates' function of two vectors, in their place.</summary>
    static abstract void Open<L, V>(in GatePair pair, ref V a, ref V b)
        where L : struct, ILanes<V>
        where V : struct;

    /// <summary>The gates' function of three vectors, and that of what a step proposes of one, in their place.</summary>
    static abstract void OpenAndPropose<L, V>(in GatePair pair, ref V a, ref V b, ref V c, ref V proposed)
        where L : struct, ILanes<V>
        where V : struct;

    /// <summary>The derivative of the gates' function where its value is y.</summary>
    static abstract V OpenSlope<L, V>(in GatePair pair, V y)
        where L : struct, ILanes<V>
        where V : struct;

    /// <summary>The function of what a step proposes.</summary>
    static abstract V Propose<L, V>(in GatePair pair, V x)
        where L : struct, ILanes<V>
        where V : struct;

    /// <summary>The derivative of that function where its value is y.</summary>
    static abstract V ProposeSlope<L, V>(in GatePair pair, V y)
        where L : struct, ILanes<V>
        where V : struct;
}

/// <summary>The two functions of a cell.</summary>
internal readonly record struct GatePair(GateFunction Recurrent, GateFunction Proposed)
{
    /// <summary>Whether they are sigmoid and tanh, which have kernels of their own.</summary>
    public bool IsUsual => this == new GatePair(GateFunction.Sigmoid, GateFunction.Tanh);
}

/// <summary>Sigmoid and tanh.</summary>
internal readonly struct UsualGates : IGateFunctions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Open<L, V>(in GatePair pair, ref V a, ref V b)
        where L : struct, ILanes<V>
        where V : struct => GateExponential.Sigmoids<L, V>(ref a, ref b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OpenAndPropose<L, V>(in GatePair pair, ref V a, ref V b, ref V c, ref V proposed)
        where L : struct, ILanes<V>
        where V : struct => GateExponential.SigmoidsAndTanh<L, V>(ref a, ref b, ref c, ref proposed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OpenSlope<L, V>(in GatePair pair, V y)
        where L : struct, ILanes<V>
        where V : struct => L.Multiply(y, L.Subtract(L.Set(1f), y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Propose<L, V>(in GatePair pair, V x)
        where L : struct, ILanes<V>
        where V : struct => GateExponential.Tanh<L, V>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ProposeSlope<L, V>(in GatePair pair, V y)
        where L : struct, ILanes<V>
        where V : struct => L.Subtract(L.Set(1f), L.Multiply(y, y));
}

/// <summary>Any pair, chosen while it runs: slower, and out of line so that the cells stay small.</summary>
internal readonly struct AnyGates : IGateFunctions
{
    public static void Open<L, V>(in GatePair pair, ref V a, ref V b)
        where L : struct, ILanes<V>
        where V : struct
    {
        a = Apply<L, V>(pair.Recurrent, a);
        b = Apply<L, V>(pair.Recurrent, b);
    }

    public static void OpenAndPropose<L, V>(in GatePair pair, ref V a, ref V b, ref V c, ref V proposed)
        where L : struct, ILanes<V>
        where V : struct
    {
        Open<L, V>(in pair, ref a, ref b);
        c = Apply<L, V>(pair.Recurrent, c);
        proposed = Apply<L, V>(pair.Proposed, proposed);
    }

    public static V OpenSlope<L, V>(in GatePair pair, V y)
        where L : struct, ILanes<V>
        where V : struct => Slope<L, V>(pair.Recurrent, y);

    public static V Propose<L, V>(in GatePair pair, V x)
        where L : struct, ILanes<V>
        where V : struct => Apply<L, V>(pair.Proposed, x);

    public static V ProposeSlope<L, V>(in GatePair pair, V y)
        where L : struct, ILanes<V>
        where V : struct => Slope<L, V>(pair.Proposed, y);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Apply<L, V>(GateFunction function, V x)
        where L : struct, ILanes<V>
        where V : struct
    {
        switch (function)
        {
            case GateFunction.Relu:
                return L.Clamp(x, 0f, float.PositiveInfinity);
            case GateFunction.Tanh:
                return Exponential.Tanh<L, V>(x);
            case GateFunction.Sigmoid:
                return Exponential.Sigmoid<L, V>(x);
            case GateFunction.HardSigmoid:
                return L.Divide(L.Clamp(L.Add(x, L.Set(3f)), 0f, 6f), L.Set(6f));
            case GateFunction.Keras2HardSigmoid:
                return L.Clamp(L.Add(L.Multiply(x, L.Set(0.2f)), L.Set(0.5f)), 0f, 1f);
            default:
                return x;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Slope<L, V>(GateFunction function, V y)
        where L : struct, ILanes<V>
        where V : struct
    {
        var (zero, one) = (L.Set(0f), L.Set(1f));
        switch (function)
        {
            case GateFunction.Relu:
                return L.Select(L.Less(zero, y), one, zero);
            case GateFunction.Tanh:
                return L.Subtract(one, L.Multiply(y, y));
            case GateFunction.Sigmoid:
                return L.Multiply(y, L.Subtract(one, y));
            case GateFunction.HardSigmoid:
                return L.Select(L.Less(zero, y), L.Select(L.Less(y, one), L.Set(1f / 6f), zero), zero);
            case GateFunction.Keras2HardSigmoid:
                return L.Select(L.Less(zero, y), L.Select(L.Less(y, one), L.Set(0.2f), zero), zero);
            default:
                return one;
        }
    }
}
