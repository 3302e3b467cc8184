namespace Lamina;

/// <summary>An equation of Einstein's summation over any number of tensors, worked off two at a time.</summary>
/// <remarks>Labels are as those of <see cref="EinsumEquation"/>.</remarks>
internal sealed class EinsumTerms
{
    private const string Dots = "...";
    private readonly string _equation;

    private EinsumTerms(string equation) => _equation = equation;

    public static Tensor Run(string equation, ReadOnlySpan<Tensor> operands) =>
        new EinsumTerms(equation.Replace(" ", "", StringComparison.Ordinal)).Run(operands.ToArray());

    private Tensor Run(Tensor[] operands)
    {
        var sides = _equation.Split("->");
        var inputs = sides[0].Split(',');
        if (sides.Length > 2 || inputs.Length != operands.Length)
        {
            throw Fault($"has {inputs.Length} terms for {operands.Length} tensors");
        }

        Term[] terms = [.. operands.Select((x, i) => new Term(x, Labels(inputs[i], x.Rank)).WithoutRepeats())];
        var output = sides.Length == 2 ? OutputLabels(sides[1], terms) : ImpliedOutput(inputs, terms);
        CheckLengths(terms);
        var joined = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            var later = terms.Skip(i + 1).SelectMany(static term => term.Labels).Concat(output);
            int[] kept = [.. joined.Labels.Union(terms[i].Labels).Intersect(later)];
            joined = new Term(Tensor.Contracted(joined.X, joined.Labels, terms[i].X, terms[i].Labels, kept), kept);
        }

        return joined.InOrder(output);
    }

    private int[] Labels(string term, int rank)
    {
        var at = term.IndexOf(Dots, StringComparison.Ordinal);
        var letters = at < 0 ? term : term.Remove(at, Dots.Length);
        var elided = rank - letters.Length;
        if (letters.Any(static letter => !char.IsAsciiLetter(letter)) || elided < 0 || (at < 0 && elided > 0))
        {
            throw Fault($"has '{term}' for a tensor of {rank} axes");
        }

        return at < 0 ? [.. letters] : [.. letters[..at], .. Enumerable.Range(-elided, elided), .. letters[at..]];
    }

    private int[] OutputLabels(string output, Term[] terms)
    {
        int[] known = [.. terms.SelectMany(static term => term.Labels).Distinct()];
        var elided = known.Count(static label => label < 0);
        var hasDots = output.Contains(Dots, StringComparison.Ordinal);
        var labels = Labels(output, output.Length + (hasDots ? elided - Dots.Length : 0));
        if (labels.Distinct().Count() != labels.Length || labels.Except(known).Any())
        {
            throw Fault($"has the result '{output}', which names an axis twice or one that no tensor has");
        }

        return hasDots || elided == 0
            ? labels
            : throw Fault("has an ellipsis before the arrow that stands for axes, and none behind it");
    }

    // The axes of the dots, and in alphabetical order the letters that stand once.
    private static int[] ImpliedOutput(string[] inputs, Term[] terms)
    {
        var letters = string.Concat(inputs).Where(char.IsAsciiLetter).GroupBy(static c => c).Where(static g => g.Count() == 1);
        return
        [
            .. terms.SelectMany(static term => term.Labels).Where(static label => label < 0).Distinct().Order(),
            .. letters.Select(static g => (int)g.Key).Order(),
        ];
    }

    private void CheckLengths(Term[] terms)
    {
        Dictionary<int, int> lengths = [];
        foreach (var (label, length) in terms.SelectMany(static term => term.Labels.Zip(term.X.Shape)))
        {
            if (label >= 0 && !lengths.TryAdd(label, length) && lengths[label] != length)
            {
                throw Fault($"gives axes of length {lengths[label]} and {length} the letter '{(char)label}'");
            }
        }
    }

    private ArgumentException Fault(string what) => new($"The einsum equation '{_equation}' {what}.");

    private sealed record Term(Tensor X, int[] Labels)
    {
        /// <summary>Axes of one letter become their diagonal.</summary>
        public Term WithoutRepeats()
        {
            var term = this;
            while (term.Labels.GroupBy(static label => label).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            {
                int[] axes = [.. Enumerable.Range(0, term.Labels.Length).Where(i => term.Labels[i] == twice.Key).Take(2)];
                int[] labels = [.. term.Labels.Where((_, i) => !axes.Contains(i)), twice.Key];
                term = new Term(term.X.Diagonal(0, axes[0], axes[1]), labels);
            }

            return term;
        }

        /// <summary>Summed over what the result has not, its axes in the result's order.</summary>
        public Tensor InOrder(int[] output)
        {
            int[] summed = [.. Enumerable.Range(0, Labels.Length).Where(i => !output.Contains(Labels[i]))];
            int[] rest = [.. Labels.Where(output.Contains)];
            var x = summed.Length == 0 ? X : X.Sum(summed);
            return rest.SequenceEqual(output) ? x : x.Transpose([.. output.Select(label => Array.IndexOf(rest, label))]);
        }
    }
}
