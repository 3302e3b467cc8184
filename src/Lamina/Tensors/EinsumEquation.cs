namespace Lamina;

/// <summary>An equation of Einstein's summation, such as <c>abc,cd->abd</c>, with a label for each axis.</summary>
/// <remarks>Labels are letters; the axes of an ellipsis are the numbers −1, −2, .. from the right, so that ellipses of
/// different lengths broadcast.</remarks>
internal sealed class EinsumEquation
{
    private const string Ellipsis = "...";

    private EinsumEquation(int[][] terms, int[] output) => (Terms, Output) = (terms, output);

    /// <summary>The labels of each tensor's axes; a label may stand twice in a term.</summary>
    public IReadOnlyList<int[]> Terms { get; }

    /// <summary>The labels of the result's axes.</summary>
    public int[] Output { get; }

    /// <summary>The equation for tensors of some numbers of axes.</summary>
    /// <exception cref="ArgumentException">It is not one, or speaks of other numbers of axes.</exception>
    public static EinsumEquation Parse(string equation, params IReadOnlyList<int> ranks)
    {
        ArgumentNullException.ThrowIfNull(equation);
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var texts = sides[0].Split(',');
        if (sides.Length > 2 || texts.Length != ranks.Count)
        {
            throw Fault(equation, $"has {texts.Length} terms for {ranks.Count} tensors");
        }

        int[][] terms = [.. texts.Zip(ranks, (text, rank) => Labels(equation, text, rank))];
        int[] elided = [.. terms.SelectMany(term => term).Where(label => label < 0).Distinct().Order()];
        return new EinsumEquation(terms, sides.Length == 2 ? OutputOf(equation, sides[1], terms, elided) : Implied(terms, elided));
    }

    private static int[] OutputOf(string equation, string term, int[][] terms, int[] elided)
    {
        var names = Names(equation, term);
        var at = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        if (names.Distinct().Count() != names.Length)
        {
            throw Fault(equation, $"has a letter twice in its result '{term}'; each axis has its own");
        }

        if (names.FirstOrDefault(name => !terms.Any(labels => labels.Contains(name))) is var unknown && unknown != default)
        {
            throw Fault(equation, $"has '{unknown}' behind the arrow and nowhere before it");
        }

        if (at < 0 && elided.Length > 0)
        {
            throw Fault(equation, "has an ellipsis before the arrow that stands for axes, and none behind it");
        }

        return at < 0 ? [.. names] : [.. term[..at], .. elided, .. term[(at + Ellipsis.Length)..]];
    }

    // Without an arrow: the axes of the ellipsis, then what stands once, in alphabetical order.
    private static int[] Implied(int[][] terms, int[] elided)
    {
        var letters = terms.SelectMany(term => term).Where(label => label >= 0).GroupBy(label => label);
        return [.. elided, .. letters.Where(group => group.Count() == 1).Select(group => group.Key).Order()];
    }

    private static int[] Labels(string equation, string term, int rank)
    {
        var at = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        var names = Names(equation, term);
        var elided = rank - names.Length;
        if (elided < 0 || (at < 0 && elided > 0))
        {
            throw Fault(equation, $"has '{term}' for a tensor of {rank} axes");
        }

        return at < 0
            ? [.. names]
            : [.. term[..at], .. Enumerable.Range(-elided, elided), .. term[(at + Ellipsis.Length)..]];
    }

    private static string Names(string equation, string term)
    {
        var names = term.Replace(Ellipsis, "", StringComparison.Ordinal);
        return names.FirstOrDefault(name => !char.IsAsciiLetter(name)) is var odd && odd != default
            ? throw Fault(equation, $"has '{odd}', where letters, one ellipsis, commas and one arrow stand")
            : names;
    }

    private static ArgumentException Fault(string equation, string what) =>
        new($"The einsum equation '{equation}' {what}.");
}
