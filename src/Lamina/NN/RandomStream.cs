namespace Lamina.NN;

/// <summary>Random numbers that depend on nothing but a key: same key, same numbers, on every machine.</summary>
/// <remarks>Source: xoshiro256++ of D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM
/// Transactions on Mathematical Software 47(4), 2021, its state filled by SplitMix64. Not for secrets.</remarks>
public sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double? _spare;

    /// <summary>Starts the stream of a key.</summary>
    public RandomStream(ulong key)
    {
        _a = SplitMix(ref key);
        _b = SplitMix(ref key);
        _c = SplitMix(ref key);
        _d = SplitMix(ref key);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = ulong.RotateLeft(_a + _d, 23) + _a;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in [0, 1), each multiple of 2⁻⁵³ equally likely.</summary>
    public double Uniform() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>A number of the normal distribution of mean 0 and standard deviation 1.</summary>
    /// <remarks>Source: G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates", Ann. Math.
    /// Statist. 29(2), 1958. Of the two numbers that it makes, one is kept for the next call.</remarks>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * Uniform());
        _spare = radius * sin;
        return radius * cos;
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>, each equally likely.</summary>
    /// <remarks>Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not greater than 0.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var threshold = (uint)-bound % (uint)bound;
        while (true)
        {
            var product = (NextUInt64() >> 32) * (ulong)bound;
            if ((uint)product >= threshold)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>Puts elements into random order, each order equally likely.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>A key that depends on two numbers, so that neighbours are far apart.</summary>
    internal static ulong Mix(ulong key, ulong number)
    {
        var state = key ^ (number * 0x9E3779B97F4A7C15);
        return SplitMix(ref state);
    }

    /// <summary>The next number of the SplitMix64 sequence, whose state it advances.</summary>
    internal static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
