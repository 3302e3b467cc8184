namespace Lamina.Formats.Onnx.Import;

/// <summary>The weights of a direction of a recurrent operator, in the order in which Keras has gates.</summary>
internal static class RecurrentWeights
{
    // For each of Keras's gates the place in ONNX: i, f, c, o of i, o, f, c; the others stand alike.
    private static readonly int[] LongShortTerm = [0, 2, 3, 1];
    private static readonly int[] Alike = [0, 1, 2];

    /// <summary>Kernel [inputs, gates·units], recurrent kernel [units, gates·units], and the bias if there is one.</summary>
    /// <param name="form">The operator.</param>
    /// <param name="call">Its inputs, as far as they stand in the file.</param>
    /// <param name="direction">0 forward, 1 backward; 0 if there is only one.</param>
    /// <param name="hasTwoBiases">Whether inputs and state have a bias each.</param>
    public static Tensor[] Of(RecurrentForm form, OnnxCall call, int direction, bool hasTwoBiases)
    {
        var kernel = Gates(form, call[1].Select(0, direction)).TransposeLast();
        var recurrent = Gates(form, call[2].Select(0, direction)).TransposeLast();
        if (call.Find(3) is not { } biases)
        {
            return [kernel, recurrent];
        }

        var both = biases.Select(0, direction).Reshape([2, form.Gates * form.Units]);
        var (ofInputs, ofStates) = (Gates(form, both.Select(0, 0)), Gates(form, both.Select(0, 1)));
        return [kernel, recurrent, hasTwoBiases ? Tensor.Stack([ofInputs, ofStates]) : ofInputs + ofStates];
    }

    private static Tensor Gates(RecurrentForm form, Tensor x) => form.Gates == 1 ? x : Tensor.Concat(
        [.. (form.Gates == 4 ? LongShortTerm : Alike).Select(gate => x.Slice(0, gate * form.Units, form.Units))], 0);
}
