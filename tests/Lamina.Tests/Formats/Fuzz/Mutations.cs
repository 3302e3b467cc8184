namespace Lamina.Tests.Formats.Fuzz;

/// <summary>A damaged file.</summary>
/// <param name="What">How it was damaged.</param>
/// <param name="Bytes">Its content.</param>
internal readonly record struct Mutant(string What, byte[] Bytes);

/// <summary>All damages of one kind to one file, by number: the same number is always the same damage.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Count">How many there are.</param>
/// <param name="At">The damage of a number.</param>
internal sealed record Mutations(string Name, long Count, Func<long, Mutant> At)
{
    /// <summary>Damages of a list.</summary>
    public static Mutations Of(string name, IReadOnlyList<(string What, Func<byte[]> Make)> list) =>
        new(name, list.Count, number => new Mutant(list[(int)number].What, list[(int)number].Make()));

    /// <summary>The same damages to a part of a file.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The file with another part.</param>
    public Mutations Within(string part, Func<byte[], byte[]> whole) => new(
        $"{part} {Name}", Count, number => At(number) is var inner ? new Mutant($"{part}: {inner.What}", whole(inner.Bytes)) : default);

    /// <summary>Numbers of damages, spread over all of them; all where they are few.</summary>
    public IEnumerable<long> Choose(long share, ulong seed)
    {
        for (var i = 0L; i < Math.Min(share, Count); i++)
        {
            var (from, to) = ((long)((decimal)i * Count / share), (long)((decimal)(i + 1) * Count / share));
            yield return Count <= share ? i : from + (long)(Bits.Mix(seed + (ulong)i) % (ulong)Math.Max(1, to - from));
        }
    }
}

/// <summary>Numbers that follow from a seed, on every machine alike.</summary>
internal static class Bits
{
    /// <summary>SplitMix64's function of a number.</summary>
    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>A number below another.</summary>
    public static int Below(ref ulong state, int bound) => (int)((state = Mix(state)) % (ulong)Math.Max(1, bound));
}
