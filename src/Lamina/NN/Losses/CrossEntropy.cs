using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What the cross-entropies share. On probabilities they are written as plainly as can be: where these come
/// from a softmax or sigmoid of the same graph, the compiler goes back to the logits.</summary>
internal static class CrossEntropy
{
    private const double Lowest = 1e-7;

    // 1 − 10⁻⁷ as float32 has it: near 1 its numbers are 6·10⁻⁸ apart, and the logarithm of the difference shows.
    private const double Highest = 1f - 1e-7f;

    /// <summary>Probabilities, limited so that neither they nor what they lack to 1 have an infinite
    /// logarithm.</summary>
    public static Tensor Limited(Tensor probability) => probability.Clip(Lowest, Highest);

    /// <summary>Scores divided by their sum along an axis, and limited.</summary>
    public static Tensor Normalized(Tensor prediction, int axis) =>
        Limited(prediction / prediction.Sum(axis, keepDims: true));

    /// <summary>Logarithms of class probabilities along an axis.</summary>
    public static Tensor LogProbability(Tensor prediction, bool fromLogits, int axis) =>
        fromLogits ? prediction.LogSoftmax(axis) : Normalized(prediction, axis).Log();

    /// <summary>The cross-entropy of a yes-no probability, at each place.</summary>
    public static Tensor Binary(Tensor target, Tensor prediction, bool fromLogits)
    {
        if (fromLogits)
        {
            return prediction.Softplus() - (prediction * target);
        }

        var p = Limited(prediction);
        return -((target * p.Log()) + ((1 - target) * (1 - p).Log()));
    }

    /// <summary>True at the class of each place: labels [..] against scores that have an axis of classes
    /// more.</summary>
    /// <exception cref="ShapeMismatchException">The other axes differ.</exception>
    public static Tensor IsClass(string loss, Tensor labels, Tensor scores, int axis)
    {
        axis = scores.Shape.NormalizeAxis(axis);
        var classes = scores.Shape[axis];
        Shape places = [.. scores.Shape[..axis], .. scores.Shape[(axis + 1)..]];
        if (labels.Shape != places)
        {
            throw Mismatch.Shapes(
                $"{loss} needs integer targets of the prediction's shape without its axis of {classes} classes: "
                + $"{places}, but they are {labels.Shape}.",
                ("target", labels.Shape),
                ("prediction", scores.Shape));
        }

        var counting = new int[scores.Rank - axis];
        Array.Fill(counting, 1);
        counting[0] = classes;
        return labels.ExpandDims(axis).EqualTo(Tensor.Arange(classes, labels.DType).Reshape(Shape.Create(counting)));
    }

    /// <summary>Labels without a last axis of length 1 where the scores have as many axes.</summary>
    public static Tensor Labels(Tensor target, Tensor scores) =>
        target.Rank == scores.Rank && target.Shape[^1] == 1 ? target.Squeeze() : target;

    /// <summary>One-hot targets moved towards all classes alike; the count is that of the last axis, as Keras has
    /// it.</summary>
    public static Tensor Smoothed(Tensor target, double smoothing) =>
        smoothing == 0 ? target : (target * (1 - smoothing)) + (smoothing / target.Shape[^1]);

    /// <summary>Yes-no targets moved towards ½.</summary>
    public static Tensor SmoothedBinary(Tensor target, double smoothing) =>
        smoothing == 0 ? target : (target * (1 - smoothing)) + (0.5 * smoothing);

    /// <summary><c>xᵞ</c>, without a general power for the exponents in use.</summary>
    public static Tensor Power(Tensor x, double gamma) => gamma switch
    {
        1 => x,
        2 => x.Square(),
        3 => x * x.Square(),
        _ => x.Pow(gamma),
    };
}
