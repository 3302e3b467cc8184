using Lamina.NN;

namespace Lamina.Data;

/// <summary>A small generator of random numbers whose stream never changes: the published splits of data sets rest on it,
/// so it stays beside <see cref="RandomStream"/>, which gives other orders.</summary>
/// <remarks>Source: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014; constants of the variant by S. Vigna.</remarks>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next() => RandomStream.SplitMix(ref _state);

    /// <summary>A number from 0 to <paramref name="limit"/> − 1, each equally likely.</summary>
    public int Below(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);

        // The last, incomplete run of limit numbers would favour the small ones, so it is drawn again.
        var range = (ulong)limit;
        var excess = (ulong.MaxValue % range + 1) % range;
        ulong bits;
        do
        {
            bits = Next();
        }
        while (bits > ulong.MaxValue - excess);

        return (int)(bits % range);
    }

    /// <summary>Puts the items into a random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
