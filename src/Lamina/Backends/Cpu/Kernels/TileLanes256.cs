using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Eight floats: AVX2 with fused multiply-add.</summary>
internal readonly unsafe struct TileLanes256 : ITileLanes<Vector256<float>>
{
    public static int Count => 8;

    // 6 x 2 sums, two vectors of B and one of A: fifteen of sixteen registers.
    public static int TileRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> value) => value.Store(target);

    // In halves rather than by mask: masked 256-bit stores are microcode on some machines.
    public static void StoreFirst(float* target, Vector256<float> value, int count)
    {
        var part = value.GetLower();
        if ((count & 4) != 0)
        {
            part.Store(target);
            target += 4;
            part = value.GetUpper();
        }

        if ((count & 2) != 0)
        {
            *(double*)target = part.AsDouble().ToScalar();
            target += 2;
            part = Vector128.Shuffle(part, Vector128.Create(2, 3, 2, 3));
        }

        if ((count & 1) != 0)
        {
            *target = part.ToScalar();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source) => Sse.Prefetch1(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Splat(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> x, Vector256<float> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> KeepFirst(Vector256<float> value, int count) =>
        value & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(
        Vector256<float> x0, Vector256<float> x1, Vector256<float> x2, Vector256<float> x3)
    {
        var x01 = Avx.UnpackLow(x0, x1) + Avx.UnpackHigh(x0, x1);
        var x23 = Avx.UnpackLow(x2, x3) + Avx.UnpackHigh(x2, x3);
        var sums = Avx.Shuffle(x01, x23, 0x44) + Avx.Shuffle(x01, x23, 0xEE);
        return sums.GetLower() + sums.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, int rows, float* target, nint targetStride)
    {
        // Rows that do not exist are read from the last one.
        nint last = rows - 1;
        var x0 = Vector256.Load(source);
        var x1 = Vector256.Load(source + (nint.Min(1, last) * sourceStride));
        var x2 = Vector256.Load(source + (nint.Min(2, last) * sourceStride));
        var x3 = Vector256.Load(source + (nint.Min(3, last) * sourceStride));
        var x4 = Vector256.Load(source + (nint.Min(4, last) * sourceStride));
        var x5 = Vector256.Load(source + (nint.Min(5, last) * sourceStride));
        var x6 = Vector256.Load(source + (nint.Min(6, last) * sourceStride));
        var x7 = Vector256.Load(source + (nint.Min(7, last) * sourceStride));

        Transpose4(ref x0, ref x1, ref x2, ref x3);
        Transpose4(ref x4, ref x5, ref x6, ref x7);

        Avx.Permute2x128(x0, x4, 0x20).Store(target);
        Avx.Permute2x128(x1, x5, 0x20).Store(target + targetStride);
        Avx.Permute2x128(x2, x6, 0x20).Store(target + (2 * targetStride));
        Avx.Permute2x128(x3, x7, 0x20).Store(target + (3 * targetStride));
        Avx.Permute2x128(x0, x4, 0x31).Store(target + (4 * targetStride));
        Avx.Permute2x128(x1, x5, 0x31).Store(target + (5 * targetStride));
        Avx.Permute2x128(x2, x6, 0x31).Store(target + (6 * targetStride));
        Avx.Permute2x128(x3, x7, 0x31).Store(target + (7 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(
        ref Vector256<float> x0, ref Vector256<float> x1, ref Vector256<float> x2, ref Vector256<float> x3)
    {
        var low01 = Avx.UnpackLow(x0, x1);
        var high01 = Avx.UnpackHigh(x0, x1);
        var low23 = Avx.UnpackLow(x2, x3);
        var high23 = Avx.UnpackHigh(x2, x3);
        x0 = Avx.Shuffle(low01, low23, 0x44);
        x1 = Avx.Shuffle(low01, low23, 0xEE);
        x2 = Avx.Shuffle(high01, high23, 0x44);
        x3 = Avx.Shuffle(high01, high23, 0xEE);
    }
}
