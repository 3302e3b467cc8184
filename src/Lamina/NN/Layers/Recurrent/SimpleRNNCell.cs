using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="SimpleRNNCell"/> is made of.</summary>
public sealed record SimpleRNNCellConfig : RecurrentCellConfig;

/// <summary>A step of <see cref="SimpleRNN"/>: <c>h = φ(x·W + h₋₁·U + b)</c>.</summary>
/// <remarks>Shapes: x [batch, inputs], h₋₁ [batch, units] → output and state h [batch, units].</remarks>
public sealed class SimpleRNNCell : UnitsCell<SimpleRNNCellConfig>
{
    /// <summary>A cell of some units with Keras's defaults.</summary>
    public SimpleRNNCell(int units)
        : this(new SimpleRNNCellConfig { Units = units })
    {
    }

    /// <summary>A cell of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0, or a share to drop is not from 0 to
    /// below 1.</exception>
    public SimpleRNNCell(SimpleRNNCellConfig config)
        : base(config, gates: 1)
    {
    }

    private protected override RecurrenceForm? Form => FusedSequence.FormOf(RecurrentKind.Simple, Config.Activation, Activation.Linear);

    private protected override (Tensor Output, IReadOnlyList<Tensor> States) Advance(
        Tensor projected, IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> kept)
    {
        var h = Config.Activation.Apply(projected + Recur(states[0], kept, 1));
        return (h, [h]);
    }
}
