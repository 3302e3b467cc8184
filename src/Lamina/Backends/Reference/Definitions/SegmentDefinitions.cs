namespace Lamina.Backends.Reference.Definitions;

/// <summary>Rows joined by index, and places in sorted vectors.</summary>
internal static class SegmentDefinitions
{
    public static void Join(double[] rows, double[] indices, double[] y, double start, Func<double, double, double> join)
    {
        Array.Fill(y, start);
        var width = indices.Length == 0 ? 0 : rows.Length / indices.Length;
        for (var i = 0; i < indices.Length; i++)
        {
            var target = ((int)indices[i]) * width;
            if (target < 0 || target >= y.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), $"Index {indices[i]} at place {i} is outside 0..{(y.Length / Math.Max(1, width)) - 1}.");
            }

            for (var column = 0; column < width; column++)
            {
                y[target + column] = join(y[target + column], rows[(i * width) + column]);
            }
        }
    }

    public static void LastPlaces(double[] indices, double[] y)
    {
        Array.Fill(y, -1);
        for (var i = 0; i < indices.Length; i++)
        {
            y[(int)indices[i]] = i;
        }
    }

    // NaN is sorted behind all numbers.
    public static void Search(double[] sorted, double[] values, double[] y, bool right)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (right ? !IsBelow(values[i], sorted[middle]) : IsBelow(sorted[middle], values[i]))
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            y[i] = low;
        }
    }

    private static bool IsBelow(double a, double b) => a < b || (double.IsNaN(b) && !double.IsNaN(a));
}
