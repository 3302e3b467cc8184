using System.Security.Cryptography;

namespace Lamina.NN;

/// <summary>Where all randomness of the process comes from: initial weights, dropout, shuffling.</summary>
/// <remarks>After <see cref="Set"/> everything that follows is the same in every run. Without it each run differs.
/// Thread-safe, but only a single thread draws in a reproducible order.</remarks>
public static class Seed
{
    private static readonly Lock Gate = new();
    private static ulong _state = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Begins the sequence of a seed.</summary>
    public static void Set(int seed)
    {
        lock (Gate)
        {
            _state = (ulong)seed;
        }
    }

    /// <summary>The next key for a stream of random numbers.</summary>
    internal static ulong Next()
    {
        lock (Gate)
        {
            return RandomStream.SplitMix(ref _state);
        }
    }
}
