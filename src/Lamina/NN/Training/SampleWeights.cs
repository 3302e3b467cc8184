using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Turns weights of classes into weights of samples.</summary>
internal static class SampleWeights
{
    /// <summary>The products of given sample weights and the weight of each sample's class.</summary>
    /// <param name="sampleWeights">None or one tensor.</param>
    /// <param name="classWeight">The weight of each class, 1 for those not named.</param>
    /// <param name="y">The targets.</param>
    public static IReadOnlyList<Tensor> Combine(
        IReadOnlyList<Tensor> sampleWeights, IReadOnlyDictionary<int, double>? classWeight, IReadOnlyList<Tensor> y)
    {
        if (classWeight is null)
        {
            return sampleWeights;
        }

        if (y.Count != 1)
        {
            throw new ArgumentException($"classWeight works for a model of one output; this one has {y.Count}.");
        }

        var weights = Classes(y[0]).Select(label => (float)classWeight.GetValueOrDefault(label, 1)).ToArray();
        if (sampleWeights is not [var given])
        {
            return [Tensor.Wrap(weights, [weights.Length])];
        }

        if (given.Shape.Size != weights.Length)
        {
            throw Mismatch.Shapes(
                "With classWeight, sampleWeight needs one number for each sample.", ("sampleWeight", given.Shape), ("y", y[0].Shape));
        }

        var products = weights.Zip(given.ToArray(), (a, b) => a * b).ToArray();
        return [Tensor.Wrap(products, [products.Length])];
    }

    // One-hot rows name their class by the largest element; else the label is the value itself.
    private static int[] Classes(Tensor y)
    {
        var isOneHot = y.Rank > 1 && y.Shape[^1] > 1;
        return isOneHot ? y.ArgMax(-1).ToArray<int>() : y.ToArray<int>();
    }
}
