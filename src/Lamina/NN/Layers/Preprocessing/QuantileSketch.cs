namespace Lamina.NN;

/// <summary>Quantiles of numbers that come in parts: values with the share of the data that each stands for.</summary>
/// <remarks>Keras's summary, step by step in its precision: parts are sorted and thinned to some 1/ε values, merged by
/// weight, and thinned again by linear interpolation between cumulative weights.</remarks>
internal sealed class QuantileSketch(double epsilon)
{
    private float[] _values = [];
    private float[] _weights = [];

    /// <summary>Takes numbers in.</summary>
    public void Add(float[] numbers)
    {
        var sorted = numbers.Order().ToArray();
        var increment = sorted.Length / (1 / epsilon);
        var step = Math.Max(increment, 1);
        var values = new List<float>();
        for (var i = (int)increment; i < sorted.Length; i += (int)step)
        {
            values.Add(sorted[i]);
        }

        // What was there before stands behind equal values.
        (float Value, float Weight)[] merged =
        [
            .. values.Select(value => (value, (float)step)).Concat(_values.Zip(_weights)).OrderBy(pair => pair.Item1),
        ];
        (_values, _weights) = Compress([.. merged.Select(pair => pair.Value)], [.. merged.Select(pair => pair.Weight)], epsilon);
    }

    /// <summary>The boundaries between some bins that hold about equally many; fewer where there are fewer numbers.</summary>
    public float[] Boundaries(int bins)
    {
        var values = Compress(_values, _weights, 1.0 / bins).Values;
        return values.Length == 0 ? [] : values[..^1];
    }

    private static (float[] Values, float[] Weights) Compress(float[] values, float[] weights, double epsilon)
    {
        if (values.Length * epsilon < 1)
        {
            return (values, weights);
        }

        var cumulative = new float[weights.Length];
        var sum = 0f;
        for (var i = 0; i < weights.Length; i++)
        {
            cumulative[i] = sum += weights[i];
        }

        float[] shares = [.. cumulative.Select(weight => weight / sum)];
        double[] wanted = [.. Enumerable.Range(0, (int)Math.Ceiling(1 / epsilon)).Select(i => epsilon + (i * epsilon))];
        double[] heaps = [.. wanted.Select(share => Interpolate(share, shares, cumulative))];
        return (
            [.. wanted.Select(share => (float)Interpolate(share, shares, values))],
            [.. heaps.Select((heap, i) => (float)(heap - (i == 0 ? 0 : heaps[i - 1])))]);
    }

    /// <summary>The height at x of the line through points whose places ascend; that of the ends outside.</summary>
    private static double Interpolate(double x, float[] places, float[] heights)
    {
        if (x < places[0])
        {
            return heights[0];
        }

        // The last place that is not behind x.
        var (low, high) = (0, places.Length);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = places[middle] <= x ? (middle, high) : (low, middle);
        }

        if (low == places.Length - 1 || places[low] == x)
        {
            return heights[low];
        }

        var slope = ((double)heights[low + 1] - heights[low]) / ((double)places[low + 1] - places[low]);
        return (slope * (x - places[low])) + heights[low];
    }
}
