using Lamina.Formats;

namespace Lamina.Data;

/// <summary>Reads targets as classes: one whole number for each row.</summary>
internal static class ClassLabels
{
    /// <summary>The labels of <paramref name="y"/>: [n] or [n, 1], of an integer type or bool.</summary>
    /// <exception cref="InvalidOperationException">They are not that, or have no values yet.</exception>
    public static long[] Of(Tensor y)
    {
        var isColumn = y.Rank == 1 || (y.Rank == 2 && y.Shape[1] == 1);
        return (isColumn ? ConcreteValues.TryGet(y) : null) switch
        {
            int[] values => Array.ConvertAll(values, static v => (long)v),
            long[] values => values,
            byte[] values => Array.ConvertAll(values, static v => (long)v),
            bool[] values => Array.ConvertAll(values, static v => v ? 1L : 0L),
            _ => throw new InvalidOperationException(
                $"A stratified split needs one integer label for each row, given as values; Y is {y}."
                + "\n  hint: for other targets use Split with a seed."),
        };
    }
}
