namespace Lamina;

/// <summary>An equation of Einstein's summation over two tensors, such as <c>abc,cd->abd</c>, with an axis for each
/// ellipsis axis too.</summary>
/// <remarks>Labels are letters; the axes of an ellipsis are the numbers −1, −2, .. from the right, so that ellipses of
/// different lengths broadcast.</remarks>
internal sealed class EinsumEquation
{
    private const string Ellipsis = "...";

    private EinsumEquation(int[] a, int[] b, int[] output) => (A, B, Output) = (a, b, output);

    /// <summary>The labels of the first tensor's axes.</summary>
    public int[] A { get; }

    /// <summary>The labels of the second tensor's axes.</summary>
    public int[] B { get; }

    /// <summary>The labels of the result's axes.</summary>
    public int[] Output { get; }

    /// <summary>The equation for tensors of some numbers of axes.</summary>
    /// <exception cref="ArgumentException">It is not one, or speaks of other numbers of axes.</exception>
    public static EinsumEquation Parse(string equation, int rankA, int rankB)
    {
        ArgumentNullException.ThrowIfNull(equation);
        var text = equation.Replace(" ", "", StringComparison.Ordinal);
        var sides = text.Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != 2)
        {
            throw Fault(equation, "needs two terms, as in 'ab,bc->ac'");
        }

        var a = Labels(equation, terms[0], rankA);
        var b = Labels(equation, terms[1], rankB);
        int[] elided = [.. a.Concat(b).Where(label => label < 0).Distinct().Order()];
        return new EinsumEquation(a, b, sides.Length == 2 ? OutputOf(equation, sides[1], a, b, elided) : Implied(a, b, elided));
    }

    private static int[] OutputOf(string equation, string term, int[] a, int[] b, int[] elided)
    {
        var names = term.Replace(Ellipsis, "", StringComparison.Ordinal);
        var at = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        Check(equation, names);
        if (names.FirstOrDefault(name => !a.Contains(name) && !b.Contains(name)) is var unknown && unknown != default)
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
    private static int[] Implied(int[] a, int[] b, int[] elided) =>
        [.. elided, .. a.Concat(b).Where(label => label >= 0).GroupBy(label => label).Where(group => group.Count() == 1).Select(group => group.Key).Order()];

    private static int[] Labels(string equation, string term, int rank)
    {
        var at = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        var names = term.Replace(Ellipsis, "", StringComparison.Ordinal);
        Check(equation, names);
        var elided = rank - names.Length;
        if (elided < 0 || (at < 0 && elided > 0))
        {
            throw Fault(equation, $"has '{term}' for a tensor of {rank} axes");
        }

        return at < 0
            ? [.. names]
            : [.. term[..at], .. Enumerable.Range(-elided, elided), .. term[(at + Ellipsis.Length)..]];
    }

    private static void Check(string equation, string names)
    {
        if (names.FirstOrDefault(name => !char.IsAsciiLetter(name)) is var odd && odd != default)
        {
            throw Fault(equation, $"has '{odd}', where letters, one ellipsis, one comma and one arrow stand");
        }

        if (names.Distinct().Count() != names.Length)
        {
            throw Fault(equation, $"has a letter twice in '{names}'; each axis of a term has its own");
        }
    }

    private static ArgumentException Fault(string equation, string what) =>
        new($"The einsum equation '{equation}' {what}.", nameof(equation));
}
