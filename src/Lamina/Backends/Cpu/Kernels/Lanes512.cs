using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Sixteen floats at a time, for machines with AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<V>
{
    public static int Count => 16;

    public static V Set(float x) => Vector512.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* x) => Vector512.Load(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* x, nint left, V rest) =>
        left >= Count ? Load(x) : Vector512.ConditionalSelect(First((int)left), Vector512.Load(x), rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V x, float* dst) => x.Store(dst);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<TKernel>(V a, V b)
        where TKernel : struct, IBinaryKernel => TKernel.Apply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<TKernel>(V a, V b, V c)
        where TKernel : struct, ITernaryKernel => TKernel.Apply(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fold<TKernel>(V x)
        where TKernel : struct, IBinaryKernel =>
        Lanes256.Fold<TKernel>(TKernel.Apply(x.GetLower(), x.GetUpper()));

    // Pairs, then fours, within 128-bit parts; then the parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V A, V B, V C, V D) FoldFour<TKernel, TThen>(V a, V b, V c, V d)
        where TKernel : struct, IBinaryKernel
        where TThen : struct, IUnaryKernel
    {
        a = TKernel.Apply(Avx512F.UnpackLow(a, b), Avx512F.UnpackHigh(a, b));
        c = TKernel.Apply(Avx512F.UnpackLow(c, d), Avx512F.UnpackHigh(c, d));
        var x = TKernel.Apply(Avx512F.Shuffle(a, c, 0b01_00_01_00), Avx512F.Shuffle(a, c, 0b11_10_11_10));
        x = TKernel.Apply(x, Avx512F.Shuffle4x128(x, x, 0b01_00_11_10));
        x = TKernel.Apply(x, Avx512F.Shuffle4x128(x, x, 0b10_11_00_01));
        x = TThen.Apply(x);
        return (
            Avx512F.Permute4x32(x, 0x00), Avx512F.Permute4x32(x, 0x55),
            Avx512F.Permute4x32(x, 0xAA), Avx512F.Permute4x32(x, 0xFF));
    }

    public static uint Bits(V mask) => (uint)mask.ExtractMostSignificantBits();

    public static V Add(V a, V b) => a + b;

    public static V Subtract(V a, V b) => a - b;

    public static V Multiply(V a, V b) => a * b;

    public static V Divide(V a, V b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MultiplyAdd(V a, V b, V c) => Avx512F.FusedMultiplyAdd(a, b, c);

    public static V Abs(V x) => Vector512.Abs(x);

    public static V CopySign(V magnitude, V sign) =>
        Vector512.ConditionalSelect(Vector512.Create(-0f), sign, magnitude);

    // 8: to nearest, ties to even, without raising the inexact flag.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Round(V x) => Avx512F.RoundScale(x, 8);

    // The instructions return their second operand where one is NaN, so x stands second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp(V x, float low, float high) =>
        Avx512F.Min(Vector512.Create(high), Avx512F.Max(Vector512.Create(low), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale(V x, V n) => Avx512F.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split(V x, out V exponent)
    {
        var bits = x.AsInt32();
        var shift = (bits - Vector512.Create(0x3F2AAAAB)) & Vector512.Create(unchecked((int)0xFF800000));
        exponent = Vector512.ConvertToSingle(Vector512.ShiftRightArithmetic(shift, 23));
        return (bits - shift).AsSingle();
    }

    public static V Less(V a, V b) => Vector512.LessThan(a, b);

    public static V Equal(V a, V b) => Vector512.Equals(a, b);

    public static V Select(V mask, V a, V b) => Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HasBit(V x, int bit)
    {
        var wanted = Vector512.Create(bit);
        return Vector512.Equals(Avx512F.ConvertToVector512Int32(x) & wanted, wanted).AsSingle();
    }

    /// <summary>Stores the first <paramref name="left"/> lanes, all sixteen if there are more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V x, float* dst, nint left)
    {
        if (left >= Count)
        {
            x.Store(dst);
        }
        else
        {
            Avx512F.MaskStore(dst, First((int)left), x);
        }
    }

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V First(int count) => Vector512.GreaterThan(
        Vector512.Create(count),
        Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)).AsSingle();
}
