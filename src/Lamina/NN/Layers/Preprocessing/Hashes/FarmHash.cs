using System.Buffers.Binary;
using System.Numerics;

namespace Lamina.NN;

/// <summary>The 64-bit fingerprint of FarmHash, which never changes: what TensorFlow's fast hash buckets are made of.</summary>
/// <remarks>Source: G. Pike, FarmHash (<c>farmhashna::Hash64</c>), 2014.</remarks>
internal static class FarmHash
{
    private const ulong K0 = 0xc3a5c85c97cb3127;
    private const ulong K1 = 0xb492b66fbe98f273;
    private const ulong K2 = 0x9ae16a3b2f90404f;
    private const ulong Mix = 0xc6a4a7935bd1e995;

    /// <summary>The fingerprint of some bytes.</summary>
    public static ulong Fingerprint64(ReadOnlySpan<byte> s) => s.Length switch
    {
        <= 16 => UpTo16(s),
        <= 32 => UpTo32(s),
        <= 64 => UpTo64(s),
        _ => Longer(s),
    };

    /// <summary>One fingerprint of two, in this order.</summary>
    public static ulong Concatenate(ulong first, ulong second)
    {
        var result = (first ^ Mix ^ (Fold(second * Mix) * Mix)) * Mix;
        return Fold(Fold(result) * Mix);
    }

    private static ulong UpTo16(ReadOnlySpan<byte> s)
    {
        var length = (ulong)s.Length;
        var factor = K2 + (length * 2);
        if (s.Length >= 8)
        {
            var a = At(s, 0) + K2;
            var b = At(s, s.Length - 8);
            return Join((Right(b, 37) * factor) + a, (Right(a, 25) + b) * factor, factor);
        }

        if (s.Length >= 4)
        {
            ulong a = BinaryPrimitives.ReadUInt32LittleEndian(s);
            return Join(length + (a << 3), BinaryPrimitives.ReadUInt32LittleEndian(s[^4..]), factor);
        }

        if (s.Length == 0)
        {
            return K2;
        }

        var y = s[0] + ((uint)s[s.Length >> 1] << 8);
        var z = (uint)s.Length + ((uint)s[^1] << 2);
        return Fold((y * K2) ^ (z * K0)) * K2;
    }

    private static ulong UpTo32(ReadOnlySpan<byte> s)
    {
        var factor = K2 + ((ulong)s.Length * 2);
        var (a, b) = (At(s, 0) * K1, At(s, 8));
        var c = At(s, s.Length - 8) * factor;
        var d = At(s, s.Length - 16) * K2;
        return Join(Right(a + b, 43) + Right(c, 30) + d, a + Right(b + K2, 18) + c, factor);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> s)
    {
        var factor = K2 + ((ulong)s.Length * 2);
        var (a, b) = (At(s, 0) * K2, At(s, 8));
        var c = At(s, s.Length - 8) * factor;
        var d = At(s, s.Length - 16) * K2;
        var y = Right(a + b, 43) + Right(c, 30) + d;
        var z = Join(y, a + Right(b + K2, 18) + c, factor);
        var (e, f) = (At(s, 16) * factor, At(s, 24));
        var g = (y + At(s, s.Length - 32)) * factor;
        var h = (z + At(s, s.Length - 24)) * factor;
        return Join(Right(e + f, 43) + Right(g, 30) + h, e + Right(f + a, 18) + g, factor);
    }

    // 56 bytes of state, carried over blocks of 64; the last block ends where the bytes do, and may overlap the one before.
    private static ulong Longer(ReadOnlySpan<byte> s)
    {
        const ulong seed = 81;
        var y = unchecked((seed * K1) + 113);
        var z = Fold((y * K2) + 113) * K2;
        var x = unchecked(seed * K2) + At(s, 0);
        (ulong First, ulong Second) v = (0, 0), w = (0, 0);
        var end = (s.Length - 1) / 64 * 64;
        for (var at = 0; at < end; at += 64)
        {
            Block(s[at..], K1, 1);
        }

        var factor = K1 + ((z & 0xff) << 1);
        w.First += (ulong)((s.Length - 1) & 63);
        v.First += w.First;
        w.First += v.First;
        Block(s[^64..], factor, 9);
        return Join(Join(v.First, w.First, factor) + (Fold(y) * K0) + z, Join(v.Second, w.Second, factor) + x, factor);

        void Block(ReadOnlySpan<byte> block, ulong by, ulong weight)
        {
            x = Right(x + y + v.First + At(block, 8), 37) * by;
            y = Right(y + v.Second + At(block, 48), 42) * by;
            x ^= w.Second * weight;
            y += (v.First * weight) + At(block, 40);
            z = Right(z + w.First, 33) * by;
            v = Weak(block, v.Second * by, x + w.First);
            w = Weak(block[32..], z + w.Second, y + At(block, 16));
            (z, x) = (x, z);
        }
    }

    private static (ulong First, ulong Second) Weak(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        a += At(s, 0);
        b = Right(b + a + At(s, 24), 21);
        var sum = a + At(s, 8) + At(s, 16);
        return (sum + At(s, 24), b + Right(sum, 44) + a);
    }

    private static ulong Join(ulong u, ulong v, ulong factor)
    {
        var a = Fold((u ^ v) * factor);
        return Fold((v ^ a) * factor) * factor;
    }

    private static ulong Fold(ulong x) => x ^ (x >> 47);

    private static ulong Right(ulong x, int by) => BitOperations.RotateRight(x, by);

    private static ulong At(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);
}
