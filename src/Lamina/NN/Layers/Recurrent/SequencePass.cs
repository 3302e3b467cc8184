namespace Lamina.NN;

/// <summary>One step of a cell: what comes in and the states before → what comes out and the states behind.</summary>
internal delegate (Tensor Output, IReadOnlyList<Tensor> States) CellStep(Tensor input, IReadOnlyList<Tensor> states);

/// <summary>What a sequence gives.</summary>
/// <param name="Output">That of the last step taken, [batch, ..], or of all of them, [steps, batch, ..].</param>
/// <param name="States">The states behind the last step taken.</param>
internal readonly record struct SequenceResult(Tensor Output, IReadOnlyList<Tensor> States);

/// <summary>A sequence that a cell goes through: the one place where steps follow each other.</summary>
/// <param name="Inputs">What comes in, time first, so that a step is one piece of memory: [steps, batch, ..].</param>
/// <param name="States">The states before the first step: [batch, ..] each.</param>
/// <param name="Context">The call.</param>
internal sealed record SequencePass(Tensor Inputs, IReadOnlyList<Tensor> States, CallContext Context)
{
    /// <summary>Which steps count: bool [batch, steps]. The others carry the states on and repeat the output before,
    /// which is 0 before the first step that counts.</summary>
    public Tensor? Mask { get; init; }

    /// <summary>Whether steps that do not count give 0 instead.</summary>
    public bool ZeroOutputForMask { get; init; }

    /// <summary>Whether the steps are taken from the last to the first.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>Whether the outputs of all steps are wanted.</summary>
    public bool AllOutputs { get; init; }

    /// <summary>Whether the outputs of all steps stand in the reverse of the order in which the steps were
    /// taken.</summary>
    public bool ReverseOutputs { get; init; }

    /// <summary>Whether the last states are wanted too, or may cost more.</summary>
    public bool NeedsStates { get; init; } = true;

    /// <summary>Takes step after step.</summary>
    /// <param name="inputs">What the steps are given: <see cref="Inputs"/>, or what was made of them for all at
    /// once.</param>
    /// <param name="step">The step.</param>
    public SequenceResult Loop(Tensor inputs, CellStep step)
    {
        var (outputs, states) = (new List<Tensor>(), States);
        Tensor[] steps = [.. Steps(inputs)];
        for (var i = 0; i < steps.Length; i++)
        {
            var at = GoBackwards ? steps.Length - 1 - i : i;
            var (output, next) = step(steps[at], states);
            if (Mask?.Slice(1, at, 1) is { } counts)
            {
                var instead = ZeroOutputForMask || i == 0 ? Tensor.Zeros(output.Shape, output.DType) : outputs[^1];
                output = Where(counts, output, instead);
                next = [.. next.Zip(states, (after, before) => Where(counts, after, before))];
            }

            outputs.Add(output);
            states = next;
        }

        if (!AllOutputs)
        {
            return new SequenceResult(outputs[^1], states);
        }

        if (ReverseOutputs)
        {
            outputs.Reverse();
        }

        return new SequenceResult(Tensor.Stack([.. outputs]), states);
    }

    // Counts are [batch, 1]; states may have more axes.
    private static Tensor Where(Tensor counts, Tensor yes, Tensor no) =>
        Tensor.Where(counts.Reshape([counts.Shape[0], .. Enumerable.Repeat(1, yes.Rank - 1)]), yes, no);

    // By halves, not one by one: the gradients of the parts are put together again level by level, so that n steps cost
    // n·log n and not n².
    private static IEnumerable<Tensor> Steps(Tensor x)
    {
        var count = x.Shape[0];
        return count == 1
            ? [x.Squeeze(0)]
            : [.. Steps(x.Slice(0, 0, count / 2)), .. Steps(x.Slice(0, count / 2, count - (count / 2)))];
    }
}
