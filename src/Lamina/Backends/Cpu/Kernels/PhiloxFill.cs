using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lamina.Ops;
using static Lamina.Ops.Philox;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Fills memory with the numbers of <see cref="Philox"/>, many blocks at a time.</summary>
internal static unsafe class PhiloxFill
{
    /// <summary>dst[i] = <see cref="Philox.UniformAt"/>(key, counter, firstIndex + i) for 0 ≤ i &lt; n.</summary>
    public static void Uniform(float* dst, long firstIndex, int n, ulong key, ulong counter, SimdWidth width)
    {
        var lanes = width == SimdWidth.Scalar ? 4 : 4 * (int)width;

        // Whole groups of blocks go straight to memory; what is left of a block at the
        // beginning and of a group at the end goes through a buffer.
        var buffer = stackalloc float[64];
        while (n > 0)
        {
            var skip = (int)(firstIndex & 3);
            var first = (ulong)firstIndex / 4;
            if (skip == 0 && n >= lanes)
            {
                var groups = n / lanes;
                Fill(dst, first, groups, key, counter, width);
                dst += groups * lanes;
                firstIndex += (long)groups * lanes;
                n -= groups * lanes;
                continue;
            }

            Fill(buffer, first, 1, key, counter, width);
            var count = Math.Min(n, skip == 0 ? lanes : 4 - skip);
            new ReadOnlySpan<float>(buffer + skip, count).CopyTo(new Span<float>(dst, count));
            dst += count;
            firstIndex += count;
            n -= count;
        }
    }

    /// <summary>
    /// One element of the standard normal distribution, by Box and Muller's pairs of uniform numbers.
    /// </summary>
    /// <remarks>
    /// Elements 2j and 2j + 1 are r·cos t and r·sin t with r = √(−2 log u), t = 2πv, of the same two words.
    /// </remarks>
    public static float NormalAt(ulong key, ulong counter, long index)
    {
        var pair = index & ~1L;
        var (cosine, sine) = Pair(BitsAt(key, counter, pair), BitsAt(key, counter, pair + 1));
        return (index & 1) == 0 ? cosine : sine;
    }

    /// <summary>dst[i] = <see cref="NormalAt"/>(key, counter, firstIndex + i) for 0 ≤ i &lt; n.</summary>
    public static void Normal(float* dst, long firstIndex, int n, ulong key, ulong counter)
    {
        var i = 0;
        for (; i < n && ((firstIndex + i) & 3) != 0; i++)
        {
            dst[i] = NormalAt(key, counter, firstIndex + i);
        }

        for (; i <= n - 4; i += 4)
        {
            var (x0, x1, x2, x3) = Block((ulong)(firstIndex + i) / 4, counter, key);
            (dst[i], dst[i + 1]) = Pair(x0, x1);
            (dst[i + 2], dst[i + 3]) = Pair(x2, x3);
        }

        for (; i < n; i++)
        {
            dst[i] = NormalAt(key, counter, firstIndex + i);
        }
    }

    private static (float Cosine, float Sine) Pair(uint u, uint v)
    {
        // u in (0, 1], so that its logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log((u + 1.0) / 4294967296.0));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (v / 4294967296.0));
        return ((float)(radius * cosine), (float)(radius * sine));
    }

    private static void Fill(float* dst, ulong block, int groups, ulong key, ulong counter, SimdWidth width)
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                Fill512(dst, block, groups, key, counter);
                break;
            case SimdWidth.Bits256:
                Fill256(dst, block, groups, key, counter);
                break;
            default:
                Fill1(dst, block, groups, key, counter);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill1(float* dst, ulong block, int groups, ulong key, ulong counter)
    {
        for (var i = 0; i < groups; i++, dst += 4)
        {
            var (x0, x1, x2, x3) = Block(block + (ulong)i, counter, key);
            (dst[0], dst[1], dst[2], dst[3]) = ((x0 >> 8) * Unit, (x1 >> 8) * Unit, (x2 >> 8) * Unit, (x3 >> 8) * Unit);
        }
    }

    // A lane of 64 bits holds one word of one block, so that the widening products need no shuffles: two sets of eight
    // blocks, whose words are joined and transposed at the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill512(float* dst, ulong block, int groups, ulong key, ulong counter)
    {
        var m0 = Vector512.Create((ulong)M0);
        var m1 = Vector512.Create((ulong)M1);
        var low = Vector512.Create((ulong)uint.MaxValue);
        for (var i = 0; i < groups; i++, block += 16, dst += 64)
        {
            // Even lanes of a register of words are blocks 0, 2, ..; its odd lanes are blocks 1, 3, ..
            var even = Vector512.Create(block) + Vector512.Create(0UL, 2, 4, 6, 8, 10, 12, 14);
            var odd = even + Vector512.Create(1UL);
            var (a0, a1) = (even & low, even >>> 32);
            var (b0, b1) = (odd & low, odd >>> 32);
            var a2 = Vector512.Create(counter & uint.MaxValue);
            var a3 = Vector512.Create(counter >> 32);
            var (b2, b3) = (a2, a3);
            var (k0, k1) = ((uint)key, (uint)(key >> 32));
            for (var round = 0; round < Rounds; round++)
            {
                var (key0, key1) = (Vector512.Create((ulong)k0), Vector512.Create((ulong)k1));

                // Products read the low halves of lanes alone, so words x1 and x3 may leave their upper halves dirty.
                var pa = Avx512F.Multiply(a0.AsUInt32(), m0.AsUInt32());
                var qa = Avx512F.Multiply(a2.AsUInt32(), m1.AsUInt32());
                var pb = Avx512F.Multiply(b0.AsUInt32(), m0.AsUInt32());
                var qb = Avx512F.Multiply(b2.AsUInt32(), m1.AsUInt32());
                (a0, a1, a2, a3) = ((qa >>> 32) ^ a1 ^ key0, qa, (pa >>> 32) ^ a3 ^ key1, pa);
                (b0, b1, b2, b3) = ((qb >>> 32) ^ b1 ^ key0, qb, (pb >>> 32) ^ b3 ^ key1, pb);
                k0 += W0;
                k1 += W1;
            }

            var x0 = Join(a0, b0, low);
            var x1 = Join(a1, b1, low);
            var x2 = Join(a2, b2, low);
            var x3 = Join(a3, b3, low);

            // Transpose 4 words by 16 blocks: within 128-bit parts, then the parts.
            var t0 = Avx512F.UnpackLow(x0, x1).AsUInt64();
            var t1 = Avx512F.UnpackHigh(x0, x1).AsUInt64();
            var t2 = Avx512F.UnpackLow(x2, x3).AsUInt64();
            var t3 = Avx512F.UnpackHigh(x2, x3).AsUInt64();
            var u0 = Avx512F.UnpackLow(t0, t2);
            var u1 = Avx512F.UnpackHigh(t0, t2);
            var u2 = Avx512F.UnpackLow(t1, t3);
            var u3 = Avx512F.UnpackHigh(t1, t3);
            var v0 = Avx512F.Shuffle4x128(u0, u1, 0b01_00_01_00);
            var v1 = Avx512F.Shuffle4x128(u2, u3, 0b01_00_01_00);
            var v2 = Avx512F.Shuffle4x128(u0, u1, 0b11_10_11_10);
            var v3 = Avx512F.Shuffle4x128(u2, u3, 0b11_10_11_10);
            Number(Avx512F.Shuffle4x128(v0, v1, 0b10_00_10_00)).Store(dst);
            Number(Avx512F.Shuffle4x128(v0, v1, 0b11_01_11_01)).Store(dst + 16);
            Number(Avx512F.Shuffle4x128(v2, v3, 0b10_00_10_00)).Store(dst + 32);
            Number(Avx512F.Shuffle4x128(v2, v3, 0b11_01_11_01)).Store(dst + 48);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Join(Vector512<ulong> even, Vector512<ulong> odd, Vector512<ulong> low) =>
        ((even & low) | (odd << 32)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Number(Vector512<ulong> bits) =>
        Vector512.ConvertToSingle((bits.AsUInt32() >>> 8).AsInt32()) * Unit;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill256(float* dst, ulong block, int groups, ulong key, ulong counter)
    {
        var m0 = Vector256.Create((ulong)M0);
        var m1 = Vector256.Create((ulong)M1);
        var low = Vector256.Create((ulong)uint.MaxValue);
        for (var i = 0; i < groups; i++, block += 8, dst += 32)
        {
            var even = Vector256.Create(block) + Vector256.Create(0UL, 2, 4, 6);
            var odd = even + Vector256.Create(1UL);
            var (a0, a1) = (even & low, even >>> 32);
            var (b0, b1) = (odd & low, odd >>> 32);
            var a2 = Vector256.Create(counter & uint.MaxValue);
            var a3 = Vector256.Create(counter >> 32);
            var (b2, b3) = (a2, a3);
            var (k0, k1) = ((uint)key, (uint)(key >> 32));
            for (var round = 0; round < Rounds; round++)
            {
                var (key0, key1) = (Vector256.Create((ulong)k0), Vector256.Create((ulong)k1));
                var pa = Avx2.Multiply(a0.AsUInt32(), m0.AsUInt32());
                var qa = Avx2.Multiply(a2.AsUInt32(), m1.AsUInt32());
                var pb = Avx2.Multiply(b0.AsUInt32(), m0.AsUInt32());
                var qb = Avx2.Multiply(b2.AsUInt32(), m1.AsUInt32());
                (a0, a1, a2, a3) = ((qa >>> 32) ^ a1 ^ key0, qa, (pa >>> 32) ^ a3 ^ key1, pa);
                (b0, b1, b2, b3) = ((qb >>> 32) ^ b1 ^ key0, qb, (pb >>> 32) ^ b3 ^ key1, pb);
                k0 += W0;
                k1 += W1;
            }

            var x0 = Join(a0, b0, low);
            var x1 = Join(a1, b1, low);
            var x2 = Join(a2, b2, low);
            var x3 = Join(a3, b3, low);
            var t0 = Avx2.UnpackLow(x0, x1).AsUInt64();
            var t1 = Avx2.UnpackHigh(x0, x1).AsUInt64();
            var t2 = Avx2.UnpackLow(x2, x3).AsUInt64();
            var t3 = Avx2.UnpackHigh(x2, x3).AsUInt64();
            var u0 = Avx2.UnpackLow(t0, t2);
            var u1 = Avx2.UnpackHigh(t0, t2);
            var u2 = Avx2.UnpackLow(t1, t3);
            var u3 = Avx2.UnpackHigh(t1, t3);
            Number(Avx2.Permute2x128(u0, u1, 0x20)).Store(dst);
            Number(Avx2.Permute2x128(u2, u3, 0x20)).Store(dst + 8);
            Number(Avx2.Permute2x128(u0, u1, 0x31)).Store(dst + 16);
            Number(Avx2.Permute2x128(u2, u3, 0x31)).Store(dst + 24);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Join(Vector256<ulong> even, Vector256<ulong> odd, Vector256<ulong> low) =>
        ((even & low) | (odd << 32)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Number(Vector256<ulong> bits) =>
        Vector256.ConvertToSingle((bits.AsUInt32() >>> 8).AsInt32()) * Unit;
}
