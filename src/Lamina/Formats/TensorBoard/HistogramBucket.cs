namespace Lamina.Formats.TensorBoard;

/// <summary>How many numbers lie from one edge to another.</summary>
/// <param name="Left">The lower edge.</param>
/// <param name="Right">The upper edge, which belongs to the next bucket but for the last.</param>
/// <param name="Count">How many numbers there are.</param>
internal readonly record struct HistogramBucket(double Left, double Right, double Count)
{
    private const int Buckets = 30;

    /// <summary>Thirty buckets of one width from the smallest to the largest number; a single one around a number that all
    /// are, and none where there is none. Numbers that are not finite are left out.</summary>
    /// <remarks>Source: TensorBoard's documentation of <c>tf.summary.histogram</c>.</remarks>
    public static HistogramBucket[] Of(ReadOnlySpan<float> values)
    {
        double[] finite = [.. values.ToArray().Where(float.IsFinite).Select(value => (double)value)];
        if (finite.Length == 0)
        {
            return [];
        }

        var (low, high) = (finite.Min(), finite.Max());
        if (low == high)
        {
            return [new(low - 0.5, low + 0.5, finite.Length)];
        }

        var width = (high - low) / Buckets;
        var counts = new int[Buckets];
        foreach (var value in finite)
        {
            counts[Math.Min((int)((value - low) / width), Buckets - 1)]++;
        }

        return [.. counts.Select((count, i) => new HistogramBucket(
            low + (i * width), i == Buckets - 1 ? high : low + ((i + 1) * width), count))];
    }
}
