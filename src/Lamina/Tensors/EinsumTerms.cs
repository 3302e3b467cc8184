using Lamina.Ops;

namespace Lamina;

/// <summary>An equation of Einstein's summation over any number of tensors, worked off two at a time.</summary>
/// <remarks>Labels are as those of <see cref="EinsumEquation"/>.</remarks>
internal static class EinsumTerms
{
    public static Tensor Run(string equation, ReadOnlySpan<Tensor> operands)
    {
        Tensor[] tensors = [.. operands];
        var parsed = EinsumEquation.Parse(equation, [.. tensors.Select(x => x.Rank)]);
        CheckLengths(equation, parsed, tensors);
        Term[] terms = [.. tensors.Zip(parsed.Terms, (x, labels) => new Term(x, labels).WithoutRepeats())];
        var joined = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            var later = terms.Skip(i + 1).SelectMany(static term => term.Labels).Concat(parsed.Output);
            int[] kept = i == terms.Length - 1
                ? parsed.Output
                : [.. joined.Labels.Union(terms[i].Labels).Intersect(later)];
            joined = new Term(Tensor.Contracted(joined.X, joined.Labels, terms[i].X, terms[i].Labels, kept), kept);
        }

        return joined.InOrder(parsed.Output);
    }

    // Axes of an ellipsis may be 1.
    private static void CheckLengths(string equation, EinsumEquation parsed, Tensor[] tensors)
    {
        Dictionary<int, int> lengths = [];
        foreach (var (label, length) in parsed.Terms.Zip(tensors).SelectMany(static pair => pair.First.Zip(pair.Second.Shape)))
        {
            if (label >= 0 && !lengths.TryAdd(label, length) && lengths[label] != length)
            {
                throw Mismatch.Shapes(
                    $"Einsum needs one length for axis '{(char)label}' of '{equation}'.",
                    [.. tensors.Select((x, i) => (((char)('a' + i)).ToString(), x.Shape))]);
            }
        }
    }

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
