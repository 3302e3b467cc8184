using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A cell's way through a sequence as one op, where there is one for its functions.</summary>
internal static class FusedSequence
{
    /// <summary>What the op is to do; null where there is none.</summary>
    /// <param name="kind">The cell.</param>
    /// <param name="activation">What is applied to what a step proposes.</param>
    /// <param name="recurrentActivation">What is applied to the gates.</param>
    public static RecurrenceForm? FormOf(RecurrentKind kind, Activation activation, Activation recurrentActivation) =>
        FunctionOf(activation) is { } proposed && FunctionOf(recurrentActivation) is { } gates
            ? new RecurrenceForm(kind, proposed, gates)
            : null;

    /// <summary>Goes through a sequence.</summary>
    /// <param name="form">What the op is to do, apart from what the sequence says.</param>
    /// <param name="sequence">The sequence; its inputs are multiplied by the kernel and have their bias.</param>
    /// <param name="kernel">The recurrent kernel.</param>
    /// <param name="bias">The bias [units] of the product that a reset gate multiplies.</param>
    /// <param name="kept">What each gate multiplies the state by before the kernel; none where nothing is dropped.</param>
    public static SequenceResult Run(
        RecurrenceForm form, SequencePass sequence, Tensor kernel, Tensor? bias, IReadOnlyList<Tensor> kept)
    {
        var (mask, dropout) = (sequence.Mask, kept.Count == 0 ? null : Tensor.Stack([.. kept]));
        form = form with
        {
            Backwards = sequence.GoBackwards,
            HasBias = bias is not null,
            HasMask = mask is not null,
            HasDropout = dropout is not null,
        };
        Tensor[] inputs =
        [
            sequence.Inputs, kernel, .. new[] { bias }.OfType<Tensor>(), .. sequence.States, .. new[] { mask, dropout }.OfType<Tensor>(),
        ];
        if (!sequence.AllOutputs)
        {
            var last = States(form, RecurrenceResult.States, inputs);
            return new SequenceResult(Seen(sequence, last[0], last: true), last);
        }

        var result = sequence.NeedsStates ? RecurrenceResult.Both : RecurrenceResult.Outputs;
        var outputs = Rows(form, result, inputs, form.RowsOf(result, inputs[0].Shape[0]).Outputs, inputs[0].Shape[0]);
        var states = States(form, sequence.NeedsStates ? RecurrenceResult.Both : RecurrenceResult.States, inputs);
        var seen = Seen(sequence, outputs, last: false);
        return new SequenceResult(sequence.GoBackwards == sequence.ReverseOutputs ? seen : Reversed(seen), states);
    }

    private static Tensor[] States(RecurrenceForm form, RecurrenceResult result, Tensor[] inputs)
    {
        var rows = form.RowsOf(result, inputs[0].Shape[0]);
        return form.States == 1 ? [Row(rows.LastState)] : [Row(rows.LastState), Row(rows.LastSecond)];

        Tensor Row(int row) => Rows(form, result, inputs, row, 1).Squeeze(0);
    }

    // Numbers that are not float32 are computed in plain ops anyway, so nothing is computed for a trace.
    private static Tensor Rows(RecurrenceForm form, RecurrenceResult result, Tensor[] inputs, int start, int count)
    {
        var op = new Recurrence(form, result);
        var y = inputs[0].DType == DType.Float32 ? op.Of(inputs) : op.Define(inputs);
        return count == y.Shape[0] ? y : new Part(start, count).Of(y);
    }

    // The op carries first states on through steps that do not count; an output is 0 there until one counts, or always.
    private static Tensor Seen(SequencePass sequence, Tensor y, bool last)
    {
        if (sequence.Mask is not { } mask || (!sequence.ZeroOutputForMask && sequence.States[0].Op is Fill { Value: 0 }))
        {
            return y;
        }

        var counts = sequence.ZeroOutputForMask
            ? mask
            : mask.Cast(y.DType).CumulativeSum(1, reverse: sequence.GoBackwards) > 0;
        return Tensor.Where(
            last ? counts.Slice(1, sequence.GoBackwards ? 0 : counts.Shape[1] - 1, 1) : counts.SwapAxes(0, 1).ExpandDims(-1), y, 0);
    }

    private static Tensor Reversed(Tensor y) => y.Gather(y.Shape[0] - 1 - Tensor.Arange(y.Shape[0]));

    private static GateFunction? FunctionOf(Activation activation) => activation switch
    {
        LinearActivation => GateFunction.Linear,
        TanhActivation => GateFunction.Tanh,
        SigmoidActivation => GateFunction.Sigmoid,
        HardSigmoidActivation => GateFunction.HardSigmoid,
        Keras2HardSigmoidActivation => GateFunction.Keras2HardSigmoid,
        _ when activation == Activation.Relu => GateFunction.Relu,
        _ => null,
    };
}
