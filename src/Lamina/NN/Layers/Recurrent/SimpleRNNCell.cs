namespace Lamina.NN;

/// <summary>A step of <see cref="SimpleRNN"/>.</summary>
internal sealed class SimpleRNNCell(SimpleRNNConfig config) : RecurrentCell<SimpleRNNConfig>(config, gates: 1)
{
    public override Tensor[] Step(Tensor projected, Tensor[] states) =>
        [Config.Activation.Apply(projected + states[0].MatMul(RecurrentKernel))];
}
