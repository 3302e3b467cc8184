using System.Globalization;
using Lamina.NN;

namespace Lamina.Data;

/// <summary>Puts samples together: each value is copied once, from where it lies into the batch.</summary>
internal static class BatchAssembly
{
    /// <summary>The samples of a stream in batches.</summary>
    public static IEnumerable<Batch> Run(IEnumerable<SampleRow> samples, int size, bool dropRemainder)
    {
        var rows = new SampleRow[size];
        var filled = 0;
        var number = 0L;
        foreach (var sample in samples)
        {
            rows[filled++] = sample.Load();
            if (filled == size)
            {
                yield return Assemble(rows, number);
                number += size;
                filled = 0;
            }
        }

        if (filled > 0 && !dropRemainder)
        {
            yield return Assemble(rows.AsSpan(..filled), number);
        }
    }

    /// <summary>A batch of loaded samples, the first of which has a number in its pass.</summary>
    private static Batch Assemble(ReadOnlySpan<SampleRow> rows, long number)
    {
        var first = (Columns)rows[0].Source;
        for (var i = 1; i < rows.Length; i++)
        {
            if (!ReferenceEquals(rows[i].Source, rows[i - 1].Source))
            {
                CheckAlike(first, number, (Columns)rows[i].Source, number + i);
            }
        }

        var tensors = new Tensor[first.All.Count];
        for (var column = 0; column < tensors.Length; column++)
        {
            tensors[column] = Gather(rows, column, first.All[column]);
        }

        return first.ToBatch(tensors);
    }

    private static Tensor Gather(ReadOnlySpan<SampleRow> rows, int column, Column first)
    {
        var values = first.Allocate(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            ((Columns)rows[i].Source).All[column].Copy(rows[i].Index, values, i);
        }

        return TensorValues.Give(values, new([rows.Length, .. first.Row], first.DType));
    }

    private static void CheckAlike(Columns first, long firstNumber, Columns other, long number)
    {
        var (a, b) = (NameOf(firstNumber), NameOf(number));
        if (!first.HasPartsOf(other))
        {
            throw new ArgumentException(
                $"The samples of a batch need the same parts: {b} has {other.Parts()}; {a} has {first.Parts()}.");
        }

        for (var i = 0; i < first.All.Count; i++)
        {
            var (column, odd, name) = (first.All[i], other.All[i], first.NameOf(i));
            if (column.Row != odd.Row)
            {
                throw new ShapeMismatchException(
                    $"The samples of a batch need the same shapes: {name} of {b} is {odd.Row}; {name} of {a} is {column.Row}."
                    + "\n  hint: bring them to one shape with Map, or leave some out with Filter.");
            }

            if (column.DType != odd.DType)
            {
                throw new DTypeMismatchException(
                    $"The samples of a batch need the same types: {name} of {b} is {odd.DType.KerasName};"
                    + $" {name} of {a} is {column.DType.KerasName}.");
            }
        }
    }

    // As they come: behind a shuffle, in the shuffled order.
    private static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"sample {number}");
}
