namespace Lamina.Data;

/// <summary>A small generator of random numbers whose stream never changes: splits of data sets rest on it.</summary>
/// <remarks>Source: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014; constants of the variant by S. Vigna.</remarks>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

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
