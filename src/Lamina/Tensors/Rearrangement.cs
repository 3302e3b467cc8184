namespace Lamina;

/// <summary>Axes split, moved and joined by a pattern such as <c>b (h p) c -&gt; b h (p c)</c>.</summary>
/// <remarks>Source of the notation: A. Rogozhnikov, "Einops: Clear and Reliable Tensor Manipulations with Einstein-like
/// Notation", ICLR 2022.</remarks>
internal static class Rearrangement
{
    private const string Dots = "...";

    public static Tensor Run(Tensor x, string pattern, (string Name, int Length)[] lengths)
    {
        var sides = pattern.Split("->");
        if (sides.Length != 2)
        {
            throw Wrong(pattern, "needs one arrow");
        }

        var named = lengths.ToDictionary(static pair => pair.Name, static pair => pair.Length);
        var from = Groups(sides[0], pattern);
        var dots = x.Rank - from.Count + 1;
        (from, var to) = (Spelled(from, dots), Spelled(Groups(sides[1], pattern), dots));
        if (from.Count != x.Rank)
        {
            throw Wrong(pattern, $"names {from.Count} axes of a tensor with {x.Rank}");
        }

        List<string> names = [];
        List<int> split = [];
        for (var i = 0; i < from.Count; i++)
        {
            names.AddRange(from[i]);
            split.AddRange(Lengths(from[i], x.Shape[i], named, pattern));
        }

        string[] wanted = [.. to.SelectMany(static group => group)];
        var same = wanted.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal));
        if (!same || names.Distinct().Count() != names.Count)
        {
            throw Wrong(pattern, "needs each name once on either side");
        }

        var length = names.Zip(split).ToDictionary(static pair => pair.First, static pair => pair.Second);
        var parts = x.Reshape([.. split]);
        int[] order = [.. wanted.Select(name => names.IndexOf(name))];
        return parts.Transpose(order).Reshape([.. to.Select(group => group.Aggregate(1, (size, name) => size * length[name]))]);
    }

    // Each axis as the names that it is made of.
    private static List<string[]> Groups(string side, string pattern)
    {
        List<string[]> groups = [];
        List<string>? open = null;
        foreach (var word in side.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word)
            {
                case "(" when open is null:
                    open = [];
                    break;
                case ")" when open is not null:
                    groups.Add([.. open]);
                    open = null;
                    break;
                case "(" or ")":
                    throw Wrong(pattern, "has brackets that do not match");
                default:
                    if (open is null)
                    {
                        groups.Add([word]);
                    }
                    else
                    {
                        open.Add(word);
                    }

                    break;
            }
        }

        return open is null ? groups : throw Wrong(pattern, "has brackets that do not match");
    }

    // The axes of the dots are named .0, .1, …; 1 is no name.
    private static List<string[]> Spelled(List<string[]> groups, int dots) =>
    [
        .. groups.SelectMany(group => group is [Dots]
            ? Enumerable.Range(0, Math.Max(0, dots)).Select(static i => new[] { $".{i}" })
            : [[.. group.Where(static name => name != "1")]]),
    ];

    private static int[] Lengths(string[] group, int whole, Dictionary<string, int> named, string pattern)
    {
        var known = group.Where(named.ContainsKey).Aggregate(1, (size, name) => size * named[name]);
        string[] open = [.. group.Where(name => !named.ContainsKey(name))];
        if (open.Length > 1 || known == 0 || whole % known != 0 || (open.Length == 0 && known != whole))
        {
            throw Wrong(pattern, $"does not say how an axis of length {whole} is split into ({string.Join(' ', group)})");
        }

        return [.. group.Select(name => named.TryGetValue(name, out var length) ? length : whole / known)];
    }

    private static ArgumentException Wrong(string pattern, string what) => new($"The pattern '{pattern}' {what}.");
}
