using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>⌊a/b⌋, from the exact remainder; one by one.</summary>
internal readonly struct FloorDivideKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        if (b == 0)
        {
            return a / b;
        }

        var quotient = (a - ModuloKernel.Apply(a, b)) / b;
        return float.IsFinite(quotient) ? MathF.Round(quotient) : quotient;
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<FloorDivideKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<FloorDivideKernel>(a, b);
}

/// <summary>What a division towards −∞ leaves, exactly; one by one.</summary>
internal readonly struct ModuloKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        var rest = a % b;
        return rest == 0 ? MathF.CopySign(0, b) : rest < 0 != b < 0 ? rest + b : rest;
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => EachLane.Apply<ModuloKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => EachLane.Apply<ModuloKernel>(a, b);
}

/// <summary>What a division towards 0 leaves, exactly; one by one.</summary>
internal readonly struct RemainderKernel : IBinaryKernel
{
    public static float Apply(float a, float b) => a % b;

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<RemainderKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<RemainderKernel>(a, b);
}

/// <summary>⌊a/b⌋ of integers, 0 where b is 0; wraps around. No machine divides vectors of integers.</summary>
internal readonly struct FloorDivideIntKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        var (x, y) = (BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        var quotient = y == 0 ? 0 : y == -1 ? -x : (x / y) - (x % y != 0 && x % y < 0 != y < 0 ? 1 : 0);
        return BitConverter.Int32BitsToSingle(quotient);
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<FloorDivideIntKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<FloorDivideIntKernel>(a, b);
}

/// <summary>What a division of integers towards −∞ leaves, 0 where b is 0.</summary>
internal readonly struct ModuloIntKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        var (x, y) = (BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        var rest = y is 0 or -1 ? 0 : x % y;
        return BitConverter.Int32BitsToSingle(rest != 0 && rest < 0 != y < 0 ? rest + y : rest);
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<ModuloIntKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<ModuloIntKernel>(a, b);
}

/// <summary>What a division of integers towards 0 leaves, 0 where b is 0.</summary>
internal readonly struct RemainderIntKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        var (x, y) = (BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        return BitConverter.Int32BitsToSingle(y is 0 or -1 ? 0 : x % y);
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<RemainderIntKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<RemainderIntKernel>(a, b);
}
