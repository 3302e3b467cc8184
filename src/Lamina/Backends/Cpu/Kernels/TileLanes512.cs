using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Sixteen floats: AVX-512.</summary>
internal readonly unsafe struct TileLanes512 : ITileLanes<Vector512<float>>
{
    public static int Count => 16;

    // 14 x 2 sums, two vectors of B and one of A: thirty-one of thirty-two registers.
    public static int TileRows => 14;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Avx512F.LoadVector512(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> value) => Avx512F.Store(target, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* target, Vector512<float> value, int count) =>
        Avx512F.MaskStore(target, First(count), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source) => Sse.Prefetch1(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Splat(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => Avx512F.Add(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> x, Vector512<float> y) => Avx512F.Subtract(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> sum) =>
        Avx512F.FusedMultiplyAdd(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> KeepFirst(Vector512<float> value, int count) => value & First(count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(
        Vector512<float> x0, Vector512<float> x1, Vector512<float> x2, Vector512<float> x3)
    {
        var x01 = Avx512F.Add(Avx512F.UnpackLow(x0, x1), Avx512F.UnpackHigh(x0, x1));
        var x23 = Avx512F.Add(Avx512F.UnpackLow(x2, x3), Avx512F.UnpackHigh(x2, x3));
        var sums = Avx512F.Add(Avx512F.Shuffle(x01, x23, 0x44), Avx512F.Shuffle(x01, x23, 0xEE));
        var half = sums.GetLower() + sums.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, int rows, float* target, nint targetStride)
    {
        // Four rows at a time: x0 gets the columns 0, 4, 8 and 12, each of these four rows.
        Load4(source, sourceStride, 0, rows, out var a0, out var a1, out var a2, out var a3);
        Load4(source, sourceStride, 4, rows, out var b0, out var b1, out var b2, out var b3);
        Load4(source, sourceStride, 8, rows, out var c0, out var c1, out var c2, out var c3);
        Load4(source, sourceStride, 12, rows, out var d0, out var d1, out var d2, out var d3);
        Join4(ref a0, ref b0, ref c0, ref d0);
        Join4(ref a1, ref b1, ref c1, ref d1);
        Join4(ref a2, ref b2, ref c2, ref d2);
        Join4(ref a3, ref b3, ref c3, ref d3);
        Store4(a0, a1, a2, a3, target, targetStride);
        Store4(b0, b1, b2, b3, target + (4 * targetStride), targetStride);
        Store4(c0, c1, c2, c3, target + (8 * targetStride), targetStride);
        Store4(d0, d1, d2, d3, target + (12 * targetStride), targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(int count) =>
        Avx512F.CompareLessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load4(
        float* source,
        nint stride,
        nint row,
        int rows,
        out Vector512<float> x0,
        out Vector512<float> x1,
        out Vector512<float> x2,
        out Vector512<float> x3)
    {
        // Rows that do not exist are read from the last one.
        nint last = rows - 1;
        var r0 = Avx512F.LoadVector512(source + (nint.Min(row, last) * stride));
        var r1 = Avx512F.LoadVector512(source + (nint.Min(row + 1, last) * stride));
        var r2 = Avx512F.LoadVector512(source + (nint.Min(row + 2, last) * stride));
        var r3 = Avx512F.LoadVector512(source + (nint.Min(row + 3, last) * stride));
        var low01 = Avx512F.UnpackLow(r0, r1);
        var high01 = Avx512F.UnpackHigh(r0, r1);
        var low23 = Avx512F.UnpackLow(r2, r3);
        var high23 = Avx512F.UnpackHigh(r2, r3);
        x0 = Avx512F.Shuffle(low01, low23, 0x44);
        x1 = Avx512F.Shuffle(low01, low23, 0xEE);
        x2 = Avx512F.Shuffle(high01, high23, 0x44);
        x3 = Avx512F.Shuffle(high01, high23, 0xEE);
    }

    // From the 4 x 4 blocks of one column of blocks to the four whole columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join4(
        ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        var ab02 = Avx512F.Shuffle4x128(a, b, 0x88);
        var ab13 = Avx512F.Shuffle4x128(a, b, 0xDD);
        var cd02 = Avx512F.Shuffle4x128(c, d, 0x88);
        var cd13 = Avx512F.Shuffle4x128(c, d, 0xDD);
        a = Avx512F.Shuffle4x128(ab02, cd02, 0x88);
        b = Avx512F.Shuffle4x128(ab13, cd13, 0x88);
        c = Avx512F.Shuffle4x128(ab02, cd02, 0xDD);
        d = Avx512F.Shuffle4x128(ab13, cd13, 0xDD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(
        Vector512<float> x0, Vector512<float> x1, Vector512<float> x2, Vector512<float> x3, float* target, nint stride)
    {
        Avx512F.Store(target, x0);
        Avx512F.Store(target + stride, x1);
        Avx512F.Store(target + (2 * stride), x2);
        Avx512F.Store(target + (3 * stride), x3);
    }
}
