namespace Lamina.NN;

/// <summary>What to say about a name that nobody knows: the nearest one that somebody does.</summary>
internal static class Suggestion
{
    /// <summary>The error <c>unknown optimizer 'adma'; did you mean 'adam'?</c>, with all known names below.</summary>
    public static ArgumentException Unknown(string kind, string name, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.Ordinal)];
        var nearest = Nearest(name, names) is { } other ? $"; did you mean '{other}'?" : ".";
        return new ArgumentException($"unknown {kind} '{name}'{nearest}\n  known: {string.Join(", ", names)}");
    }

    /// <summary>The name fewest edits away, among equals the one that begins most alike; null when more than a third of
    /// its letters would have to change.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        // Words of other lengths are further away than that; and a file's word may have any length.
        var best = known
            .Where(other => Math.Abs(name.Length - other.Length) <= Most(name, other))
            .Select(other => (Name: other, Distance: Distance(name.ToUpperInvariant(), other.ToUpperInvariant())))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .OrderBy(pair => pair.Distance)
            .ThenByDescending(pair => name.AsSpan().CommonPrefixLength(pair.Name))
            .First();
        return best.Distance <= Most(name, best.Name) ? best.Name : null;

        static int Most(string a, string b) => Math.Max(1, Math.Max(a.Length, b.Length) / 3);
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour to turn one word into
    /// another.</summary>
    /// <remarks>Source: F. J. Damerau, "A Technique for Computer Detection and Correction of Spelling Errors",
    /// Communications of the ACM 7(3), 1964, in the form that edits no place twice.</remarks>
    public static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
