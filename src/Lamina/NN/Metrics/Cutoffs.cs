namespace Lamina.NN;

/// <summary>The thresholds at which predictions are cut into positive and negative ones.</summary>
/// <param name="Values">The thresholds; a prediction above one is positive there.</param>
/// <param name="AreEven">Whether they are 0, 1/m, 2/m, …, 1, apart from <paramref name="CoverEnds"/>.</param>
/// <param name="CoverEnds">Whether the first is below 0 and the last above 1.</param>
internal sealed record Cutoffs(double[] Values, bool AreEven, bool CoverEnds)
{
    private const double Margin = 1e-7;

    public int Count => Values.Length;

    /// <summary>The given thresholds, or one.</summary>
    public static Cutoffs Of(ValueList<double>? given, double fallback)
    {
        double[] values = [.. given ?? fallback];
        return new(values, IsEven(values), CoverEnds: false);
    }

    /// <summary>Evenly spaced ones from 0 to 1; ½ if there is but one.</summary>
    public static Cutoffs Even(int count) => count == 1
        ? new([0.5], AreEven: false, CoverEnds: false)
        : new([0, .. Inner(count), 1], AreEven: true, CoverEnds: false);

    /// <summary>The given ones, or evenly spaced ones, with one below 0 and one above 1: so that every prediction is
    /// positive at the first and none at the last.</summary>
    public static Cutoffs Covering(ValueList<double>? given, int count)
    {
        double[] inner = given is null ? Inner(count) : [.. given.Order()];
        return new([-Margin, .. inner, 1 + Margin], given is null || IsEven([0, .. inner, 1]), CoverEnds: true);
    }

    /// <summary>For even thresholds, the largest predictions that are not above each.</summary>
    /// <remarks>The bucket of a prediction p is ⌈p·m⌉ in float32. As the product is rounded, a prediction may be a little
    /// above k/m and yet belong below it; this says where the border is, for arithmetic of any precision.</remarks>
    public float[] Borders()
    {
        var steps = Count - 1;
        var borders = new float[Count];
        for (var k = 0; k < Count; k++)
        {
            var border = (float)k / steps;
            while (border * steps <= k)
            {
                border = MathF.BitIncrement(border);
            }

            while (border * steps > k)
            {
                border = MathF.BitDecrement(border);
            }

            borders[k] = border;
        }

        return borders;
    }

    private static double[] Inner(int count) =>
        [.. Enumerable.Range(1, count - 2).Select(i => (double)i / (count - 1))];

    // Even up to rounding.
    private static bool IsEven(double[] values) => values.Length >= 3 && values.Index().All(pair =>
        pair.Item - ((double)pair.Index / (values.Length - 1)) is var difference
        && Math.Abs(difference) <= Margin + (1e-5 * pair.Index / (values.Length - 1)));
}
