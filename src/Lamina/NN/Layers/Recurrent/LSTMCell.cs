using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="LSTMCell"/> is made of.</summary>
public sealed record LSTMCellConfig : RecurrentCellConfig
{
    /// <summary>Applied to the gates.</summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether the bias of the gate that keeps begins with 1, so that the cell at first forgets
    /// nothing.</summary>
    public bool UnitForgetBias { get; init; } = true;
}

/// <summary>A step of <see cref="LSTM"/>.</summary>
/// <remarks>Shapes: x [batch, inputs], h₋₁ and c₋₁ [batch, units] → output h and states h, c [batch, units]; the
/// formula is that of <see cref="LSTM"/>.</remarks>
public sealed class LSTMCell : UnitsCell<LSTMCellConfig>
{
    /// <summary>A cell of some units with Keras's defaults.</summary>
    public LSTMCell(int units)
        : this(new LSTMCellConfig { Units = units })
    {
    }

    /// <summary>A cell of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0, or a share to drop is not from 0 to
    /// below 1.</exception>
    public LSTMCell(LSTMCellConfig config)
        : base(config, gates: 4)
    {
    }

    private protected override Initializer BiasInitializer => Config.UnitForgetBias
        ? new OpenForgetGate(Config.BiasInitializer, Config.Units)
        : Config.BiasInitializer;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape input) => [[Config.Units], [Config.Units]];

    private protected override RecurrenceForm? Form => FusedSequence.FormOf(RecurrentKind.Lstm, Config.Activation, Config.RecurrentActivation);

    private protected override (Tensor Output, IReadOnlyList<Tensor> States) Advance(
        Tensor projected, IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> kept)
    {
        var z = projected + Recur(states[0], kept, 4);
        var (input, forget) = (Open(z, 0), Open(z, 1));
        var c = forget * states[1] + input * Config.Activation.Apply(Gate(z, 2));
        var h = Open(z, 3) * Config.Activation.Apply(c);
        return (h, [h, c]);
    }

    private Tensor Open(Tensor z, int gate) => Config.RecurrentActivation.Apply(Gate(z, gate));

    /// <summary>A bias whose second gate begins with 1; the others as they would without it.</summary>
    internal sealed record OpenForgetGate(Initializer Others, int Units) : Initializer
    {
        public override float[] Sample(Shape shape, RandomStream random)
        {
            var ones = Enumerable.Repeat(1f, Units);
            return [.. Others.Sample([Units], random), .. ones, .. Others.Sample([2 * Units], random)];
        }
    }
}
