using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Connectionist temporal classification: labels for a sequence whose alignment to its steps is
/// unknown.</summary>
/// <remarks>
/// <para>Formula: the negative logarithm of the summed probability of all paths that give the labels once repetitions
/// are merged and blanks (class 0) are dropped, by the forward recursion over the steps in logarithms.</para>
/// <para>Shapes: integer target [batch, labels], filled up with 0 at the end, and logits [batch, steps, classes] →
/// [batch]. Labels that do not fit into the steps give about 10³⁰.</para>
/// <para>Source: A. Graves et al., "Connectionist Temporal Classification: Labelling Unsegmented Sequence Data with
/// Recurrent Neural Networks", ICML 2006, section 4.1.</para>
/// </remarks>
public sealed record CTC : Loss
{
    // Stands for the logarithm of 0: finite, so that no gradient is NaN.
    private const double Never = -1e30;

    private protected override Tensor Converted(Tensor target, DType dtype) => target.Cast(DType.Int32);

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        if (target.Rank != 2 || prediction.Rank != 3 || target.Shape[0] != prediction.Shape[0])
        {
            throw Mismatch.Shapes(
                "CTC needs targets [batch, labels] and logits [batch, steps, classes] of one batch.",
                ("target", target.Shape),
                ("prediction", prediction.Shape));
        }

        var states = WithBlanks(target);
        var (batch, count, steps) = (states.Shape[0], states.Shape[1], prediction.Shape[1]);
        var emissions = prediction.LogSoftmax().TakeAlong(
            states.ExpandDims(1).BroadcastTo([batch, steps, count]), axis: 2);

        // A label may follow another directly, without a blank between, if they differ.
        var maySkip = states.NotEqualTo(0) & states.NotEqualTo(Behind(states, 2, 0));
        var place = Tensor.Arange(count);
        var alpha = Tensor.Where(place < 2, emissions.Select(1, 0), Never);
        for (var step = 1; step < steps; step++)
        {
            var skipped = Tensor.Where(maySkip, Behind(alpha, 2, Never), Never);
            alpha = emissions.Select(1, step) + LogSum(alpha, Behind(alpha, 1, Never), skipped);
        }

        // A path ends with the last label or the blank behind it.
        var end = 2 * target.NotEqualTo(0).Cast(DType.Int32).Sum(-1, keepDims: true);
        var isEnd = place.EqualTo(end) | place.EqualTo(end - 1);
        return -Tensor.Where(isEnd, alpha, Never).LogSumExp();
    }

    // The labels with a blank before, between and behind: [batch, n] → [batch, 2n + 1].
    private static Tensor WithBlanks(Tensor labels)
    {
        var (batch, count) = (labels.Shape[0], labels.Shape[1]);
        var blanks = Tensor.Zeros(labels.Shape, labels.DType);
        var pairs = Tensor.Stack([blanks, labels], axis: 2).Reshape([batch, 2 * count]);
        return Tensor.Concat([pairs, Tensor.Zeros([batch, 1], labels.DType)], axis: 1);
    }

    // Each row moved back by some places, with a value in those before it.
    private static Tensor Behind(Tensor x, int places, double value)
    {
        var (batch, count) = (x.Shape[0], x.Shape[1]);
        var before = Tensor.Full([batch, Math.Min(places, count)], value, x.DType);
        return count <= places ? before : Tensor.Concat([before, x.Slice(1, 0, count - places)], axis: 1);
    }

    private static Tensor LogSum(Tensor a, Tensor b, Tensor c)
    {
        var max = Tensor.Maximum(Tensor.Maximum(a, b), c).StopGradient();
        return max + ((a - max).Exp() + (b - max).Exp() + (c - max).Exp()).Log();
    }
}
