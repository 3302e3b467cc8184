namespace Lamina.Formats.Onnx.Import;

/// <summary>The weights of a direction of a recurrent operator, in the order in which Keras has gates.</summary>
internal static class RecurrentWeights
{
    // For each of Keras's gates the place in ONNX: i, f, c, o of i, o, f, c; the others stand alike.
    private static readonly int[] LongShortTerm = [0, 2, 3, 1];
    private static readonly int[] Alike = [0, 1, 2];

    /// <summary>Kernel [inputs, gates·units], recurrent kernel [units, gates·units], and the bias if there is one.</summary>
    /// <param name="form">The operator.</param>
    /// <param name="node">Its node.</param>
    /// <param name="direction">0 forward, 1 backward; 0 if there is only one.</param>
    /// <param name="hasTwoBiases">Whether inputs and state have a bias each.</param>
    public static GivenValue[] Of(RecurrentForm form, NodeImport node, int direction, bool hasTwoBiases)
    {
        var (kernel, recurrent) = (Kernel(node.Given(1)!), Kernel(node.Given(2)!));
        if (node.Given(3) is not { } biases)
        {
            return [kernel, recurrent];
        }

        var both = biases.Value.Select(0, direction).Reshape([2, form.Gates * form.Units]);
        var (ofInputs, ofStates) = (Gates(form, both.Select(0, 0)), Gates(form, both.Select(0, 1)));
        return [kernel, recurrent, biases with { Value = hasTwoBiases ? Tensor.Stack([ofInputs, ofStates]) : ofInputs + ofStates }];

        GivenValue Kernel(GivenValue all) => all with { Value = Gates(form, all.Value.Select(0, direction)).TransposeLast() };
    }

    private static Tensor Gates(RecurrentForm form, Tensor x) => form.Gates == 1 ? x : Tensor.Concat(
        [.. (form.Gates == 4 ? LongShortTerm : Alike).Select(gate => x.Slice(0, gate * form.Units, form.Units))], 0);
}
