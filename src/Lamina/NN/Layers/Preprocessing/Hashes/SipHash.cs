using System.Buffers.Binary;
using System.Numerics;

namespace Lamina.NN;

/// <summary>SipHash-2-4: a hash with a key of 128 bits, of which TensorFlow's strong hash buckets are made.</summary>
/// <remarks>Source: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012.</remarks>
internal static class SipHash
{
    /// <summary>The hash of some bytes.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> s, ulong key0, ulong key1)
    {
        var v0 = key0 ^ 0x736f6d6570736575;
        var v1 = key1 ^ 0x646f72616e646f6d;
        var v2 = key0 ^ 0x6c7967656e657261;
        var v3 = key1 ^ 0x7465646279746573;
        var whole = s.Length / 8 * 8;
        for (var at = 0; at < whole; at += 8)
        {
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(s[at..]));
        }

        // What is left, with the length in the highest byte.
        var last = (ulong)s.Length << 56;
        for (var i = whole; i < s.Length; i++)
        {
            last |= (ulong)s[i] << (8 * (i - whole));
        }

        Absorb(last);
        v2 ^= 0xff;
        Rounds(4);
        return v0 ^ v1 ^ v2 ^ v3;

        void Absorb(ulong m)
        {
            v3 ^= m;
            Rounds(2);
            v0 ^= m;
        }

        void Rounds(int count)
        {
            for (var i = 0; i < count; i++)
            {
                v0 += v1;
                v2 += v3;
                v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
                v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
                v0 = BitOperations.RotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
                v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
                v2 = BitOperations.RotateLeft(v2, 32);
            }
        }
    }
}
