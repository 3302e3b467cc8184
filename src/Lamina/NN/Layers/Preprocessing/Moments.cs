namespace Lamina.NN;

/// <summary>Means and variances of features, in double precision, and how many values each is of.</summary>
internal sealed record Moments(double[] Mean, double[] Variance, double Count)
{
    /// <summary>Of some values, each of which belongs to a feature. Two passes: the mean first, then the squares around it.</summary>
    public static Moments Of(double[] values, int[] features, int featureCount)
    {
        var count = (double)values.Length / featureCount;
        var (mean, variance) = (new double[featureCount], new double[featureCount]);
        for (var i = 0; i < values.Length; i++)
        {
            mean[features[i]] += values[i] / count;
        }

        for (var i = 0; i < values.Length; i++)
        {
            variance[features[i]] += (values[i] - mean[features[i]]) * (values[i] - mean[features[i]]) / count;
        }

        return new(mean, variance, count);
    }

    /// <summary>Of both together: the variance within, and that of the means around the common one.</summary>
    public Moments With(Moments other)
    {
        var count = Count + other.Count;
        var (share, rest) = (Count / count, other.Count / count);
        double[] mean = [.. Mean.Zip(other.Mean, (a, b) => (a * share) + (b * rest))];
        double[] variance = [.. mean.Select((m, i) =>
            ((Variance[i] + Squared(Mean[i] - m)) * share) + ((other.Variance[i] + Squared(other.Mean[i] - m)) * rest))];
        return new(mean, variance, count);

        static double Squared(double x) => x * x;
    }
}
