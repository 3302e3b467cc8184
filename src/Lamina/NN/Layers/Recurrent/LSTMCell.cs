namespace Lamina.NN;

/// <summary>A step of <see cref="LSTM"/>.</summary>
internal sealed class LSTMCell(LSTMConfig config) : RecurrentCell<LSTMConfig>(config, gates: 4)
{
    public override int StateCount => 2;

    protected override Initializer BiasInitializer => Config.UnitForgetBias
        ? new OpenForgetGate(Config.BiasInitializer, Config.Units)
        : Config.BiasInitializer;

    public override Tensor[] Step(Tensor projected, Tensor[] states)
    {
        var z = projected + states[0].MatMul(RecurrentKernel);
        var (input, forget) = (Open(z, 0), Open(z, 1));
        var c = forget * states[1] + input * Config.Activation.Apply(Gate(z, 2));
        return [Open(z, 3) * Config.Activation.Apply(c), c];
    }

    private Tensor Open(Tensor z, int gate) => Config.RecurrentActivation.Apply(Gate(z, gate));

    /// <summary>A bias whose second gate begins with 1; the others as they would without it.</summary>
    private sealed record OpenForgetGate(Initializer Others, int Units) : Initializer
    {
        public override float[] Sample(Shape shape, RandomStream random)
        {
            var ones = Enumerable.Repeat(1f, Units);
            return [.. Others.Sample([Units], random), .. ones, .. Others.Sample([2 * Units], random)];
        }
    }
}
