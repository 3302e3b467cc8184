using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Connectionist temporal classification as functions of tensors: labels for sequences whose alignment to
/// steps is
/// unknown.</summary>
/// <remarks>Source: A. Graves et al., "Connectionist Temporal Classification: Labelling Unsegmented Sequence Data with
/// Recurrent Neural Networks", ICML 2006.</remarks>
public static class TensorSequences
{
    // Stands for the logarithm of 0: finite, so that no gradient is NaN.
    private const double Never = -1e30;

    extension(Tensor)
    {
        /// <summary>The negative logarithm of the probability of some labels for each sequence of a batch: →
        /// [batch].</summary>
        /// <param name="target">Labels, integers [batch, labels].</param>
        /// <param name="output">Logits [batch, steps, classes].</param>
        /// <param name="targetLength">How many labels count, integers [batch].</param>
        /// <param name="outputLength">How many steps count, integers [batch].</param>
        /// <param name="maskIndex">The class of blanks.</param>
        public static Tensor CtcLoss(
            Tensor target, Tensor output, Tensor targetLength, Tensor outputLength, int maskIndex = 0)
        {
            Check(target, output, targetLength, outputLength);
            var labels = target.Cast(DType.Int32);
            var (batch, count, steps) = (labels.Shape[0], (2 * labels.Shape[1]) + 1, output.Shape[1]);
            var blanks = labels.FullLike(maskIndex);
            var pairs = Tensor.Stack([blanks, labels], axis: 2).Reshape([batch, count - 1]);
            var states = Tensor.Concat([pairs, Tensor.Full([batch, 1], maskIndex, DType.Int32)], axis: 1);
            var emissions = output.LogSoftmax().TakeAlong(states.ExpandDims(1).BroadcastTo([batch, steps, count]), axis: 2);

            // A label may follow another directly, without a blank between, if they differ.
            var maySkip = states.NotEqualTo(maskIndex) & states.NotEqualTo(Behind(states, 2, maskIndex));
            var place = Tensor.Arange(count);
            var alpha = Tensor.Where(place < 2, emissions.Select(1, 0), Never);
            var ends = outputLength.Cast(DType.Int32).ExpandDims(1);
            for (var step = 1; step < steps; step++)
            {
                var skipped = Tensor.Where(maySkip, Behind(alpha, 2, Never), Never);
                var reached = Tensor.LogAddExp(Tensor.LogAddExp(alpha, Behind(alpha, 1, Never)), skipped);
                var next = emissions.Select(1, step) + reached;
                alpha = Tensor.Where(ends > step, next, alpha);
            }

            // A path ends with the last label or the blank behind it.
            var end = 2 * targetLength.Cast(DType.Int32).ExpandDims(1);
            var isEnd = place.EqualTo(end) | place.EqualTo(end - 1);
            return -Tensor.Where(isEnd, alpha, Never).LogSumExp();
        }

        /// <summary>The labels of the likeliest class of each step, repetitions merged and blanks dropped: → [1,
        /// batch, steps],
        /// filled up with −1, and the negative sum of the scores, [batch, 1].</summary>
        /// <param name="inputs">Logits [batch, steps, classes].</param>
        /// <param name="sequenceLengths">How many steps count, integers [batch].</param>
        /// <param name="mergeRepeated">Whether a class that stays for several steps is one label.</param>
        /// <param name="maskIndex">The class of blanks; the last one where null.</param>
        public static (Tensor Labels, Tensor Scores) CtcGreedyDecode(
            Tensor inputs, Tensor sequenceLengths, bool mergeRepeated = true, int? maskIndex = 0)
        {
            ArgumentNullException.ThrowIfNull(inputs);
            ArgumentNullException.ThrowIfNull(sequenceLengths);
            var (steps, blank) = (inputs.Shape[1], maskIndex ?? inputs.Shape[2] - 1);
            var isBehind = Tensor.Arange(steps) >= sequenceLengths.Cast(DType.Int32).ExpandDims(1);
            var labels = Tensor.Where(isBehind, blank, inputs.ArgMax(-1));
            var scores = Tensor.Where(isBehind, 0, inputs.Max(-1));
            var isRepeated = labels.EqualTo(Behind(labels, 1, -1));
            labels = mergeRepeated ? Tensor.Where(isRepeated, blank, labels) : labels;
            var isBlank = labels.EqualTo(blank);
            var order = Tensor.Where(isBlank, steps, Tensor.Arange(steps)).ArgSort();
            labels = Tensor.Where(isBlank, -1, labels).TakeAlong(order);
            return (labels.ExpandDims(0), -scores.Sum(1, keepDims: true));
        }

        /// <summary>The likeliest labels of each sequence, by following the best beginnings step by step, computed at
        /// once: →
        /// [paths, batch, steps], filled up with −1, and the logarithms of their probabilities, [batch,
        /// paths].</summary>
        /// <param name="inputs">Logits [batch, steps, classes], whose values can be computed.</param>
        /// <param name="sequenceLengths">How many steps count, integers [batch].</param>
        /// <param name="beamWidth">How many beginnings are kept at each step.</param>
        /// <param name="topPaths">How many results are given.</param>
        /// <param name="maskIndex">The class of blanks; the last one where null.</param>
        public static (Tensor Labels, Tensor Scores) CtcBeamSearchDecode(
            Tensor inputs, Tensor sequenceLengths, int beamWidth = 100, int topPaths = 1, int? maskIndex = 0)
        {
            ArgumentNullException.ThrowIfNull(inputs);
            ArgumentNullException.ThrowIfNull(sequenceLengths);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(topPaths);
            ArgumentOutOfRangeException.ThrowIfLessThan(beamWidth, topPaths);
            var (batch, steps, classes) = (inputs.Shape[0], inputs.Shape[1], inputs.Shape[2]);
            var logits = inputs.LogSoftmax().ToArray<double>();
            var lengths = sequenceLengths.ToArray<int>();
            var labels = new int[topPaths * batch * steps];
            var scores = new float[batch * topPaths];
            Array.Fill(labels, -1);
            for (var i = 0; i < batch; i++)
            {
                var own = logits.AsMemory(i * steps * classes, lengths[i] * classes);
                var search = new BeamSearch(own, classes, maskIndex ?? classes - 1, beamWidth);
                foreach (var (path, (prefix, score)) in search.Best(topPaths).Index())
                {
                    prefix.CopyTo(labels, ((path * batch) + i) * steps);
                    scores[(i * topPaths) + path] = (float)score;
                }
            }

            return (Tensor.Wrap(labels, [topPaths, batch, steps]), Tensor.Wrap(scores, [batch, topPaths]));
        }
    }

    // Each row moved back by some places, with a value in those before it.
    private static Tensor Behind(Tensor x, int places, double value)
    {
        var count = x.Shape[1];
        var before = Tensor.Full([x.Shape[0], Math.Min(places, count)], value, x.DType);
        return count <= places ? before : Tensor.Concat([before, x.Slice(1, 0, count - places)], axis: 1);
    }

    private static void Check(Tensor target, Tensor output, Tensor targetLength, Tensor outputLength)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(targetLength);
        ArgumentNullException.ThrowIfNull(outputLength);
        if (target.Rank != 2 || output.Rank != 3 || target.Shape[0] != output.Shape[0]
            || targetLength.Shape.Size != target.Shape[0] || outputLength.Shape.Size != target.Shape[0])
        {
            throw Mismatch.Shapes(
                "CtcLoss needs targets [batch, labels], logits [batch, steps, classes] and lengths [batch] of one batch.",
                ("target", target.Shape), ("output", output.Shape),
                ("targetLength", targetLength.Shape), ("outputLength", outputLength.Shape));
        }
    }
}
