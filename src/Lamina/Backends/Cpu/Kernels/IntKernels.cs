using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>−x of integers; wraps around.</summary>
internal readonly struct NegateIntKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => BitConverter.Int32BitsToSingle(-BitConverter.SingleToInt32Bits(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => (-x.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => (-x.AsInt32()).AsSingle();
}

/// <summary>|x| of integers; the smallest stays itself.</summary>
internal readonly struct AbsIntKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) =>
        BitConverter.Int32BitsToSingle(
            BitConverter.SingleToInt32Bits(x) < 0
                ? -BitConverter.SingleToInt32Bits(x)
                : BitConverter.SingleToInt32Bits(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Vector256.Abs(x.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Vector512.Abs(x.AsInt32()).AsSingle();
}

/// <summary>a + b of integers; wraps around.</summary>
internal readonly struct AddIntKernel : IReductionKernel
{
    public static float Identity => 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) + BitConverter.SingleToInt32Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        (a.AsInt32() + b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        (a.AsInt32() + b.AsInt32()).AsSingle();
}

/// <summary>a − b of integers; wraps around.</summary>
internal readonly struct SubtractIntKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) - BitConverter.SingleToInt32Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        (a.AsInt32() - b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        (a.AsInt32() - b.AsInt32()).AsSingle();
}

/// <summary>a·b of integers; wraps around.</summary>
internal readonly struct MultiplyIntKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) * BitConverter.SingleToInt32Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        (a.AsInt32() * b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        (a.AsInt32() * b.AsInt32()).AsSingle();
}

/// <summary>The larger of two integers.</summary>
internal readonly struct MaximumIntKernel : IReductionKernel
{
    public static float Identity => BitConverter.Int32BitsToSingle(int.MinValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(Math.Max(BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        Vector256.Max(a.AsInt32(), b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        Vector512.Max(a.AsInt32(), b.AsInt32()).AsSingle();
}

/// <summary>The smaller of two integers.</summary>
internal readonly struct MinimumIntKernel : IReductionKernel
{
    public static float Identity => BitConverter.Int32BitsToSingle(int.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.Int32BitsToSingle(Math.Min(BitConverter.SingleToInt32Bits(a), BitConverter.SingleToInt32Bits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        Vector256.Min(a.AsInt32(), b.AsInt32()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        Vector512.Min(a.AsInt32(), b.AsInt32()).AsSingle();
}

/// <summary>1 if a &lt; b, else 0, of integers; the result is a float.</summary>
internal readonly struct LessIntKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) < BitConverter.SingleToInt32Bits(b) ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(
            Vector256.LessThan(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector256<float>.One,
            Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(
            Vector512.LessThan(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector512<float>.One,
            Vector512<float>.Zero);
}

/// <summary>1 if a ≤ b, else 0, of integers; the result is a float.</summary>
internal readonly struct LessOrEqualIntKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) <= BitConverter.SingleToInt32Bits(b) ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector256<float>.One,
            Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector512<float>.One,
            Vector512<float>.Zero);
}

/// <summary>1 if a = b, else 0, of integers; the result is a float.</summary>
internal readonly struct EqualIntKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(
            Vector256.Equals(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector256<float>.One,
            Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(
            Vector512.Equals(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector512<float>.One,
            Vector512<float>.Zero);
}

/// <summary>0 if a = b, else 1, of integers; the result is a float.</summary>
internal readonly struct NotEqualIntKernel : IBinaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) != BitConverter.SingleToInt32Bits(b) ? 1f : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) =>
        Vector256.ConditionalSelect(
            Vector256.Equals(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector256<float>.Zero,
            Vector256<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) =>
        Vector512.ConditionalSelect(
            Vector512.Equals(a.AsInt32(), b.AsInt32()).AsSingle(),
            Vector512<float>.Zero,
            Vector512<float>.One);
}

/// <summary>x², wrapping around as 32-bit integers do.</summary>
internal readonly struct SquareIntKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => MultiplyIntKernel.Apply(x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => MultiplyIntKernel.Apply(x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => MultiplyIntKernel.Apply(x, x);
}

/// <summary>1 where the integer x is not 0, else 0.</summary>
internal readonly struct IntToBoolKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => NotEqualIntKernel.Apply(x, 0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => NotEqualIntKernel.Apply(x, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => NotEqualIntKernel.Apply(x, Vector512<float>.Zero);
}
