namespace Lamina.Formats.Onnx.Export;

/// <summary>The lengths that a run decides, and the values that they have in the traces.</summary>
/// <remarks>With k such lengths a number that is a sum of products of them is known from 2ᵏ traces, in which each has one
/// of two values. One more trace, in which all have a third, tells whether the number is of that kind.</remarks>
internal sealed class TraceGrid
{
    // More lengths would need more than 17 traces.
    public const int MostLengths = 4;

    // Without a common factor, and no multiples of strides: what is rounded is not taken for exact.
    private static readonly long[][] Points = [[7, 11, 18], [61, 73, 98], [67, 83, 113], [59, 79, 102]];

    public TraceGrid(IReadOnlyList<string> names)
    {
        Names = names;
        var corners = 1 << names.Count;
        Traces = [.. Enumerable.Range(0, corners + 1).Select(trace => (long[])
            [.. names.Select((_, i) => Points[i][trace == corners ? 2 : (trace >> i) & 1])])];
    }

    /// <summary>What stands for each length in types.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>For each trace the value of each length.</summary>
    public IReadOnlyList<long[]> Traces { get; }

    /// <summary>A length that is the same in all traces.</summary>
    public Length Fixed(long value) => new([.. Traces.Select(_ => value)]);

    /// <summary>One of the lengths.</summary>
    public Length Of(int place) => new([.. Traces.Select(trace => trace[place])]);

    /// <summary>The factors with which products of the lengths add up to a length; null where that is no such sum.</summary>
    /// <returns>Factor i belongs to the product of the lengths whose bits i has.</returns>
    public long[]? TryFit(Length length)
    {
        var corners = 1 << Names.Count;
        var factors = length.Values[..corners].ToArray();
        for (var i = 0; i < Names.Count; i++)
        {
            var (low, step) = (Points[i][0], Points[i][1] - Points[i][0]);
            for (var corner = 0; corner < corners; corner++)
            {
                if ((corner & (1 << i)) == 0)
                {
                    var (slope, rest) = Math.DivRem(factors[corner | (1 << i)] - factors[corner], step);
                    if (rest != 0)
                    {
                        return null;
                    }

                    (factors[corner], factors[corner | (1 << i)]) = (factors[corner] - (slope * low), slope);
                }
            }
        }

        var value = factors.Select((factor, product) => factor * Product(product, Traces[^1])).Sum();
        return value == length.Values[^1] ? factors : null;
    }

    private static long Product(int bits, long[] values) =>
        values.Where((_, i) => (bits & (1 << i)) != 0).Aggregate(1L, static (product, value) => product * value);
}
