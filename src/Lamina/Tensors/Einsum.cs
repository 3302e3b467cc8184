namespace Lamina;

/// <summary>Sums of products written by letters, one for each axis: <c>bij,bjk-&gt;bik</c>.</summary>
/// <remarks>Two operands at a time become one product of matrices: axes that both have and that stay are its batch, axes that
/// both have and that are summed are its inner axis. Three dots stand for axes that broadcast.</remarks>
internal sealed class Einsum
{
    // Stands for the axes of the three dots, counted from the last; letters come behind.
    private const string Dots = "...";
    private readonly string _subscripts;

    private Einsum(string subscripts) => _subscripts = subscripts;

    public static Tensor Run(string subscripts, ReadOnlySpan<Tensor> operands) =>
        new Einsum(subscripts.Replace(" ", "", StringComparison.Ordinal)).Run(operands.ToArray());

    private Tensor Run(Tensor[] operands)
    {
        var sides = _subscripts.Split("->");
        var inputs = sides[0].Split(',');
        if (sides.Length > 2 || inputs.Length != operands.Length || operands.Length == 0)
        {
            throw Wrong($"has {inputs.Length} operands; {operands.Length} were given");
        }

        Term[] terms = [.. operands.Select((x, i) => new Term(x, Labels(inputs[i], x.Rank)).WithoutRepeats())];
        int[] output = sides.Length == 2 ? OutputLabels(sides[1], terms) : ImpliedOutput(inputs, terms);
        var joined = terms[0];
        for (var i = 1; i < terms.Length; i++)
        {
            var later = terms.Skip(i + 1).SelectMany(static term => term.Labels).Concat(output).ToHashSet();
            joined = Product(joined, terms[i], later);
        }

        return Final(joined, output);
    }

    // Letters as themselves; the axes of the dots as −1 for the last of them, −2 for the one before.
    private int[] Labels(string subscript, int rank)
    {
        var at = subscript.IndexOf(Dots, StringComparison.Ordinal);
        var letters = at < 0 ? subscript : subscript.Remove(at, Dots.Length);
        var extra = rank - letters.Length;
        if (letters.Any(static letter => !char.IsAsciiLetter(letter)) || extra < 0 || (at < 0 && extra > 0))
        {
            throw Wrong($"has the part '{subscript}', which does not name {rank} axes");
        }

        return at < 0
            ? [.. letters.Select(static letter => (int)letter)]
            : [.. letters[..at].Select(static c => (int)c), .. Enumerable.Range(-extra, extra), .. letters[at..].Select(static c => (int)c)];
    }

    private int[] OutputLabels(string output, Term[] terms)
    {
        var extra = terms.SelectMany(static term => term.Labels).Where(static label => label < 0).Select(static label => -label).DefaultIfEmpty().Max();
        var hasDots = output.Contains(Dots, StringComparison.Ordinal);
        var labels = Labels(output, output.Length - (hasDots ? Dots.Length : 0) + (hasDots ? extra : 0));
        var known = terms.SelectMany(static term => term.Labels).ToHashSet();
        return labels.Distinct().Count() == labels.Length && labels.All(known.Contains)
            ? labels
            : throw Wrong($"has the result '{output}', which names an axis twice or one that no operand has");
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

    private Term Product(Term a, Term b, HashSet<int> later)
    {
        (a, b) = (a.Sum(label => !later.Contains(label) && !b.Labels.Contains(label)), b.Sum(label => !later.Contains(label) && !a.Labels.Contains(label)));
        int[] common = [.. a.Labels.Intersect(b.Labels)];
        int[] batch = [.. common.Where(later.Contains)];
        int[] inner = [.. common.Where(label => !later.Contains(label))];
        int[] left = [.. a.Labels.Except(common)];
        int[] right = [.. b.Labels.Except(common)];
        foreach (var label in common)
        {
            if (a.Length(label) != b.Length(label) && a.Length(label) != 1 && b.Length(label) != 1)
            {
                throw Wrong($"gives one letter to axes of length {a.Length(label)} and {b.Length(label)}");
            }
        }

        (a, b) = (a.Stretched(inner, b), b.Stretched(inner, a));
        var x = a.Grouped(batch, left, inner);
        var y = b.Grouped(batch, inner, right);
        var product = x.DType.IsFloat ? x.MatMul(y) : (x.ExpandDims(-1) * y.ExpandDims(-3)).Sum(-2);
        int[] labels = [.. batch, .. left, .. right];
        return new Term(
            product.Reshape(
            [
                .. batch.Select(label => Math.Max(a.Length(label), b.Length(label))),
                .. left.Select(a.Length), .. right.Select(b.Length),
            ]),
            labels);
    }

    private static Tensor Final(Term term, int[] output)
    {
        term = term.Sum(label => !output.Contains(label));
        int[] order = [.. output.Select(label => Array.IndexOf(term.Labels, label))];
        return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? term.X : term.X.Transpose(order);
    }

    private ArgumentException Wrong(string what) => new($"The einsum '{_subscripts}' {what}.");

    private sealed record Term(Tensor X, int[] Labels)
    {
        public int Length(int label) => X.Shape[Array.IndexOf(Labels, label)];

        public Term Sum(Func<int, bool> isSummed)
        {
            int[] axes = [.. Enumerable.Range(0, Labels.Length).Where(i => isSummed(Labels[i]))];
            return axes.Length == 0 ? this : new Term(X.Sum(axes), [.. Labels.Where(label => !isSummed(label))]);
        }

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

        public Term Stretched(int[] labels, Term other)
        {
            var shape = X.Shape;
            foreach (var label in labels)
            {
                shape = shape.With(Array.IndexOf(Labels, label), Math.Max(Length(label), other.Length(label)));
            }

            return this with { X = X.BroadcastTo(shape) };
        }

        /// <summary>As matrices: the batch axes as they are, two groups made one axis each.</summary>
        public Tensor Grouped(int[] batch, int[] rows, int[] columns)
        {
            int[] order = [.. batch.Concat(rows).Concat(columns).Select(label => Array.IndexOf(Labels, label))];
            var x = order.SequenceEqual(Enumerable.Range(0, order.Length)) ? X : X.Transpose(order);
            return x.Reshape([.. batch.Select(Length), rows.Aggregate(1, (size, l) => size * Length(l)), columns.Aggregate(1, (size, l) => size * Length(l))]);
        }
    }
}
