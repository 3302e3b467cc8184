namespace Lamina.Ops;

/// <summary>Random numbers as a pure function of (key, counter, index): Philox4x32 with ten rounds.</summary>
/// <remarks>
/// <para>Element i is word i mod 4 of the block whose 128-bit counter is (i/4, counter), low half first. So a tensor
/// may be filled in any parts, by any number of threads and at any width, with the same bits.</para>
/// <para>Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011; checked against the known answers that its authors publish.</para>
/// </remarks>
internal static class Philox
{
    /// <summary>What the first word is multiplied by.</summary>
    public const uint M0 = 0xD2511F53;

    /// <summary>What the third word is multiplied by.</summary>
    public const uint M1 = 0xCD9E8D57;

    /// <summary>What the first half of the key grows by in a round.</summary>
    public const uint W0 = 0x9E3779B9;

    /// <summary>What its second half grows by.</summary>
    public const uint W1 = 0xBB67AE85;

    /// <summary>How often words are mixed.</summary>
    public const int Rounds = 10;

    /// <summary>A number has the 24 bits that a float keeps, so 1 is never reached.</summary>
    public const float Unit = 1f / (1 << 24);

    /// <summary>The four words of a block.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(ulong low, ulong high, ulong key)
    {
        var (x0, x1, x2, x3) = ((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var p = (ulong)M0 * x0;
            var q = (ulong)M1 * x2;
            (x0, x1, x2, x3) = ((uint)(q >> 32) ^ x1 ^ k0, (uint)q, (uint)(p >> 32) ^ x3 ^ k1, (uint)p);
            k0 += W0;
            k1 += W1;
        }

        return (x0, x1, x2, x3);
    }

    /// <summary>The 32 bits of one element.</summary>
    public static uint BitsAt(ulong key, ulong counter, long index)
    {
        var (x0, x1, x2, x3) = Block((ulong)index / 4, counter, key);
        return (index & 3) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 };
    }

    /// <summary>One element of the uniform distribution over [0, 1): its upper 24 bits over 2²⁴.</summary>
    public static float UniformAt(ulong key, ulong counter, long index) => (BitsAt(key, counter, index) >> 8) * Unit;
}
