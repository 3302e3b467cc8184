namespace Lamina.NN;

/// <summary>A step of <see cref="GRU"/>.</summary>
internal sealed class GRUCell(GRUConfig config) : RecurrentCell<GRUConfig>(config, gates: 3)
{
    protected override Shape BiasShape => Config.ResetAfter ? [2, 3 * Config.Units] : base.BiasShape;

    protected override Tensor? InputBias => Config.ResetAfter ? Bias?.Value.Select(0, 0) : base.InputBias;

    public override Tensor[] Step(Tensor projected, Tensor[] states)
    {
        var h = states[0];
        var (z, proposed) = Config.ResetAfter ? ResetAfterProduct(projected, h) : ResetBeforeProduct(projected, h);
        return [z * h + (1 - z) * Config.Activation.Apply(proposed)];
    }

    private (Tensor Z, Tensor Proposed) ResetAfterProduct(Tensor projected, Tensor h)
    {
        var inner = h.MatMul(RecurrentKernel);
        inner = Bias is { } bias ? inner + bias.Value.Select(0, 1) : inner;
        var gates = Gate(projected, 0, 2) + Gate(inner, 0, 2);
        return (Open(gates, 0), Gate(projected, 2) + Open(gates, 1) * Gate(inner, 2));
    }

    private (Tensor Z, Tensor Proposed) ResetBeforeProduct(Tensor projected, Tensor h)
    {
        var gates = Gate(projected, 0, 2) + h.MatMul(Gate(RecurrentKernel, 0, 2));
        return (Open(gates, 0), Gate(projected, 2) + (Open(gates, 1) * h).MatMul(Gate(RecurrentKernel, 2)));
    }

    private Tensor Open(Tensor gates, int gate) => Config.RecurrentActivation.Apply(Gate(gates, gate));
}
