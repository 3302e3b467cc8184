using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>The bits that both integers have.</summary>
internal readonly struct BitwiseAndKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) & BitConverter.SingleToInt32Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => a & b;
}

/// <summary>The bits that either integer has.</summary>
internal readonly struct BitwiseOrKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) | BitConverter.SingleToInt32Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => a | b;
}

/// <summary>The bits that one of two integers has.</summary>
internal readonly struct BitwiseXorKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) ^ BitConverter.SingleToInt32Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => a ^ b;
}

/// <summary>The bits of a moved up by b places; 0 from 32 places on.</summary>
internal readonly struct LeftShiftKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        var (x, y) = (BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        return BitConverter.Int32BitsToSingle((uint)y > 31 ? 0 : x << y);
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<LeftShiftKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<LeftShiftKernel>(a, b);
}

/// <summary>The bits of a moved down by b places, the sign kept.</summary>
internal readonly struct RightShiftKernel : IBinaryKernel
{
    public static float Apply(float a, float b)
    {
        var (x, y) = (BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b));
        return BitConverter.Int32BitsToSingle(x >> ((uint)y > 31 ? 31 : y));
    }

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        EachLane.Apply<RightShiftKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        EachLane.Apply<RightShiftKernel>(a, b);
}
