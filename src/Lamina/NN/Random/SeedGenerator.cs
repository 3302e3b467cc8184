namespace Lamina.NN;

/// <summary>Seeds for random tensors, one after the other: each draw differs from the last, and all are the same in
/// the next
/// run.</summary>
/// <remarks>A number in its place is a generator that begins anew: the same numbers at each draw.</remarks>
/// <param name="seed">Where it begins; from <see cref="Seed"/> where null.</param>
public sealed class SeedGenerator(int? seed = null)
{
    private readonly ulong _key = seed is { } given ? (ulong)given : Seed.Next();
    private ulong _draws;

    /// <summary>A generator that begins with a number.</summary>
    public static implicit operator SeedGenerator(int seed) => new(seed);

    /// <summary>The stream of the next draw.</summary>
    public RandomStream Next() => new(RandomStream.Mix(_key, Interlocked.Increment(ref _draws)));
}
