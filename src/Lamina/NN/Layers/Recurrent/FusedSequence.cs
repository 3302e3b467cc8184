using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A cell's way through a sequence as one op, where there is one.</summary>
internal static class FusedSequence
{
    /// <summary>What the op is to do; null where there is none for the cell's functions.</summary>
    /// <param name="kind">The cell.</param>
    /// <param name="activation">What is applied to what a step proposes.</param>
    /// <param name="recurrentActivation">What is applied to the gates.</param>
    public static RecurrenceForm? FormOf(RecurrentKind kind, Activation activation, Activation recurrentActivation) =>
        FunctionOf(activation) is { } proposed && FunctionOf(recurrentActivation) is { } gates
            ? new RecurrenceForm(kind, proposed, gates)
            : null;

    /// <summary>Goes through a sequence.</summary>
    /// <param name="form">What is done.</param>
    /// <param name="inputs">The op's inputs, in its order.</param>
    /// <param name="outputs">Whether all outputs are wanted.</param>
    /// <returns>The outputs [steps, batch, units], each where its step stands, if they are wanted; the last
    /// states.</returns>
    public static (Tensor? Outputs, Tensor[] States) Run(RecurrenceForm form, ReadOnlySpan<Tensor> inputs, bool outputs)
    {
        var result = outputs ? RecurrenceResult.Both : RecurrenceResult.States;
        var y = inputs[0].DType == DType.Float32
            ? new Recurrence(form, result).Of(inputs)
            : new Recurrence(form, result).Define(inputs);
        var rows = form.RowsOf(result, inputs[0].Shape[0]);
        Tensor[] states = [Row(rows.LastState), .. form.States > 1 ? [Row(rows.LastSecond)] : (Tensor[])[]];
        return (outputs ? new Part(rows.Outputs, rows.Steps).Of(y) : null, states);

        Tensor Row(int row) => new Part(row, 1).Of(y).Squeeze(0);
    }

    private static GateFunction? FunctionOf(Activation activation) => activation switch
    {
        LinearActivation => GateFunction.Linear,
        TanhActivation => GateFunction.Tanh,
        SigmoidActivation => GateFunction.Sigmoid,
        HardSigmoidActivation => GateFunction.HardSigmoid,
        _ when activation == Activation.Relu => GateFunction.Relu,
        _ => null,
    };
}
