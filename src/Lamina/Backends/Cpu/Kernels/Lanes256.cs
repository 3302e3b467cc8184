using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Eight floats at a time, for machines with AVX2 and fused multiply-add.</summary>
internal readonly unsafe struct Lanes256 : ILanes<V>
{
    public static int Count => 8;

    public static V Set(float x) => Vector256.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* x) => Vector256.Load(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* x, nint left, V rest) =>
        left >= Count ? Load(x) : Vector256.ConditionalSelect(First((int)left), Vector256.Load(x), rest);

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
        where TKernel : struct, IBinaryKernel
    {
        x = TKernel.Apply(x, Avx.Permute2x128(x, x, 1));
        x = TKernel.Apply(x, Avx.Permute(x, 0b01_00_11_10));
        x = TKernel.Apply(x, Avx.Permute(x, 0b10_11_00_01));
        return x.ToScalar();
    }

    // Pairs, then fours, within 128-bit parts; then the parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V A, V B, V C, V D) FoldFour<TKernel, TThen>(V a, V b, V c, V d)
        where TKernel : struct, IBinaryKernel
        where TThen : struct, IUnaryKernel
    {
        a = TKernel.Apply(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
        c = TKernel.Apply(Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        var x = TKernel.Apply(Avx.Shuffle(a, c, 0b01_00_01_00), Avx.Shuffle(a, c, 0b11_10_11_10));
        x = TKernel.Apply(x, Avx.Permute2x128(x, x, 1));
        x = TThen.Apply(x);
        return (Avx.Permute(x, 0x00), Avx.Permute(x, 0x55), Avx.Permute(x, 0xAA), Avx.Permute(x, 0xFF));
    }

    public static uint Bits(V mask) => mask.ExtractMostSignificantBits();

    public static V Add(V a, V b) => a + b;

    public static V Subtract(V a, V b) => a - b;

    public static V Multiply(V a, V b) => a * b;

    public static V Divide(V a, V b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MultiplyAdd(V a, V b, V c) => Vector256.FusedMultiplyAdd(a, b, c);

    public static V Abs(V x) => Vector256.Abs(x);

    public static V CopySign(V magnitude, V sign) =>
        Vector256.ConditionalSelect(Vector256.Create(-0f), sign, magnitude);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Round(V x) => Vector256.Round(x);

    // The instructions return their second operand where one is NaN, so x stands second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Clamp(V x, float low, float high) =>
        Avx.Min(Vector256.Create(high), Avx.Max(Vector256.Create(low), x));

    // Two factors, as 2ⁿ alone may overflow or underflow where the result does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale(V x, V n)
    {
        var whole = Vector256.ConvertToInt32Native(n);
        var half = Vector256.ShiftRightArithmetic(whole, 1);
        return x * PowerOfTwo(half) * PowerOfTwo(whole - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split(V x, out V exponent)
    {
        var bits = x.AsInt32();
        var shift = (bits - Vector256.Create(0x3F2AAAAB)) & Vector256.Create(unchecked((int)0xFF800000));
        exponent = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(shift, 23));
        return (bits - shift).AsSingle();
    }

    public static V Less(V a, V b) => Vector256.LessThan(a, b);

    public static V Equal(V a, V b) => Vector256.Equals(a, b);

    public static V Select(V mask, V a, V b) => Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HasBit(V x, int bit)
    {
        var wanted = Vector256.Create(bit);
        return Vector256.Equals(Vector256.ConvertToInt32Native(x) & wanted, wanted).AsSingle();
    }

    /// <summary>Stores the first <paramref name="left"/> lanes, all eight if there are more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V x, float* dst, nint left)
    {
        if (left >= Count)
        {
            x.Store(dst);
        }
        else
        {
            StorePart(x, dst, left);
        }
    }

    // Halves instead of the masked store, which takes dozens of cycles on processors of the Zen family.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart(V x, float* dst, nint left)
    {
        var part = x.GetLower();
        if ((left & 4) != 0)
        {
            part.Store(dst);
            dst += 4;
            part = x.GetUpper();
        }

        if ((left & 2) != 0)
        {
            *(double*)dst = part.AsDouble().ToScalar();
            dst += 2;
            part = Vector128.Shuffle(part, Vector128.Create(2, 3, 2, 3));
        }

        if ((left & 1) != 0)
        {
            *dst = part.ToScalar();
        }
    }

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V First(int count) =>
        Vector256.GreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo(Vector256<int> n) =>
        Vector256.ShiftLeft(n + Vector256.Create(127), 23).AsSingle();
}
