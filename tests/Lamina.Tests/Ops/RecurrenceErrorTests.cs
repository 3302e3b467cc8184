using Lamina.Ops;

namespace Lamina.Tests.Ops;

/// <summary>What is said, word for word, when the inputs of a recurrence do not fit.</summary>
public sealed class RecurrenceErrorTests
{
    private static readonly RecurrenceForm Lstm = new(RecurrentKind.Lstm, GateFunction.Tanh, GateFunction.Sigmoid);
    private static readonly Tensor Z = Tensor.Zeros([3, 2, 8]);
    private static readonly Tensor Kernel = Tensor.Zeros([2, 8]);
    private static readonly Tensor State = Tensor.Zeros([2, 2]);

    public static TheoryData<string, string> Cases => new()
    {
        {
            "kernel",
            "LstmOutputs needs z of [steps, batch, 4·units] and a kernel of [units, 4·units].\n  z: [3, 2, 8]\n  kernel: [2, 6]"
        },
        { "no step", "LstmOutputs needs z of [steps, batch, 4·units] and a kernel of [units, 4·units].\n  z: [0, 2, 8]\n  kernel: [2, 8]" },
        { "state", "LstmOutputs needs a state of shape [2, 2].\n  state: [1, 2]\n  z: [3, 2, 8]" },
        { "mask", "LstmOutputs needs a mask of shape [2, 3].\n  mask: [3, 2]\n  z: [3, 2, 8]" },
        { "mask of numbers", "LstmOutputs needs a mask of bool; it was given float32." },
        { "dropout", "LstmOutputs needs a dropout of shape [4, 2, 2].\n  dropout: [2, 2]\n  z: [3, 2, 8]" },
        { "upstream", "LstmOutputsGradient needs an upstream gradient of shape [3, 2, 2].\n  dy: [2, 2, 2]" },
        { "part", "Part takes 2 entries of axis 0 from 2.\n  x: [3, 2, 8]" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Inputs_that_do_not_fit_are_named(string name, string message)
    {
        Func<Tensor> build = name switch
        {
            "kernel" => () => Outputs(Lstm).Of(Z, Tensor.Zeros([2, 6]), State, State),
            "no step" => () => Outputs(Lstm).Of(Tensor.Zeros([0, 2, 8]), Kernel, State, State),
            "state" => () => Outputs(Lstm).Of(Z, Kernel, State, Tensor.Zeros([1, 2])),
            "mask" => () => Outputs(Lstm with { HasMask = true }).Of(Z, Kernel, State, State, Tensor.Zeros([3, 2]) > 0),
            "mask of numbers" => () => Outputs(Lstm with { HasMask = true }).Of(Z, Kernel, State, State, Tensor.Zeros([2, 3])),
            "dropout" => () => Outputs(Lstm with { HasDropout = true }).Of(Z, Kernel, State, State, State),
            "upstream" => () => new RecurrenceGradient(Lstm, RecurrenceResult.Outputs)
                .Of(Tensor.Zeros([2, 2, 2]), Tensor.Zeros([23, 2, 2]), Z, Kernel, State, State),
            "part" => () => new Part(2, 2).Of(Z),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name),
        };
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(build).Message);
    }

    private static Recurrence Outputs(RecurrenceForm form) => new(form, RecurrenceResult.Outputs);
}
