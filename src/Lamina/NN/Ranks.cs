using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Keras's rule for targets, predictions and weights that differ by one last axis of length 1.</summary>
internal static class Ranks
{
    /// <summary>Both tensors; a last axis of 1 that only one has is added to a vector or taken from the other.</summary>
    public static (Tensor A, Tensor B) Match(Tensor a, Tensor b)
    {
        if (a.Rank == b.Rank + 1 && a.Shape[^1] == 1)
        {
            return b.Rank == 1 ? (a, b.ExpandDims(-1)) : (a.Squeeze(), b);
        }

        if (b.Rank == a.Rank + 1 && b.Shape[^1] == 1)
        {
            return a.Rank == 1 ? (a.ExpandDims(-1), b) : (a, b.Squeeze());
        }

        return (a, b);
    }

    /// <summary>The target in the prediction's dtype, and both of one rank.</summary>
    public static (Tensor Target, Tensor Prediction) Align(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        return Match(target.Cast(prediction.DType), prediction);
    }

    /// <summary>How many outputs target and prediction have, which must be [batch, outputs].</summary>
    public static int Outputs(string metric, Shape target, Shape prediction)
    {
        var (t, p) = (target.Rank, prediction.Rank);
        var isMatched = t == p || (t == 1 && p == 2 && prediction[1] == 1) || (p == 1 && t == 2 && target[1] == 1);
        return isMatched && Math.Max(t, p) == 2
            ? (p == 2 ? prediction : target)[^1]
            : throw Mismatch.Shapes(
                $"{metric} needs target and prediction with two axes, [batch, outputs].",
                ("target", target),
                ("prediction", prediction));
    }
}
