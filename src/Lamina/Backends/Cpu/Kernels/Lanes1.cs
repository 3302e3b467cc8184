using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>One float at a time, for machines without wide vectors and as the kernels' own check.</summary>
internal readonly unsafe struct Lanes1 : ILanes<float>
{
    public static int Count => 1;

    public static float Set(float x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* x) => *x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* x, nint left, float rest) =>
        *x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float x, float* dst) => *dst = x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply<TKernel>(float a, float b)
        where TKernel : struct, IBinaryKernel => TKernel.Apply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply<TKernel>(float a, float b, float c)
        where TKernel : struct, ITernaryKernel => TKernel.Apply(a, b, c);

    public static void Store(float x, float* dst, nint left) => *dst = x;

    public static float Fold<TKernel>(float x)
        where TKernel : struct, IBinaryKernel => x;

    public static (float A, float B, float C, float D) FoldFour<TKernel, TThen>(float a, float b, float c, float d)
        where TKernel : struct, IBinaryKernel
        where TThen : struct, IUnaryKernel => (TThen.Apply(a), TThen.Apply(b), TThen.Apply(c), TThen.Apply(d));

    public static uint Bits(float mask) => BitConverter.SingleToUInt32Bits(mask) & 1;

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float Abs(float x) => MathF.Abs(x);

    public static float CopySign(float magnitude, float sign) => MathF.CopySign(magnitude, sign);

    public static float Round(float x) => MathF.Round(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float x, float low, float high) => x < low ? low : x > high ? high : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float x, float n)
    {
        var whole = (int)n;
        var half = whole >> 1;
        return x * PowerOfTwo(half) * PowerOfTwo(whole - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Split(float x, out float exponent)
    {
        var bits = BitConverter.SingleToInt32Bits(x);
        var shift = (bits - 0x3F2AAAAB) & unchecked((int)0xFF800000);
        exponent = shift >> 23;
        return BitConverter.Int32BitsToSingle(bits - shift);
    }

    public static float Less(float a, float b) => Mask(a < b);

    public static float Equal(float a, float b) => Mask(a == b);

    public static float Select(float mask, float a, float b) => BitConverter.SingleToInt32Bits(mask) != 0 ? a : b;

    public static float HasBit(float x, int bit) => Mask(((int)x & bit) != 0);

    private static float Mask(bool set) => BitConverter.Int32BitsToSingle(set ? -1 : 0);

    private static float PowerOfTwo(int n) => BitConverter.Int32BitsToSingle((n + 127) << 23);
}
