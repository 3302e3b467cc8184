namespace Lamina.NN;

/// <summary>Turns weights of classes into weights of samples.</summary>
internal static class SampleWeights
{
    /// <summary>The product of given sample weights and the weight of each sample's class.</summary>
    public static Tensor? Combine(Tensor? sampleWeight, IReadOnlyDictionary<int, double>? classWeight, IReadOnlyList<Tensor> y)
    {
        if (classWeight is null)
        {
            return sampleWeight;
        }

        if (y.Count != 1)
        {
            throw new ArgumentException($"classWeight works for a model of one output; this one has {y.Count}.");
        }

        var given = sampleWeight?.ToArray();
        var weights = Classes(y[0])
            .Select((label, i) => (float)classWeight.GetValueOrDefault(label, 1) * (given?[i] ?? 1))
            .ToArray();
        return Tensor.Wrap(weights, [weights.Length]);
    }

    // One-hot rows name their class by the largest element; else the label is the value itself.
    private static int[] Classes(Tensor y)
    {
        var isOneHot = y.Rank > 1 && y.Shape[^1] > 1;
        return isOneHot ? y.ArgMax(-1).ToArray<int>() : y.ToArray<int>();
    }
}
