using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="GRUCell"/> is made of.</summary>
public sealed record GRUCellConfig : RecurrentCellConfig
{
    /// <summary>Applied to the gates.</summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether the reset gate is applied after the product with the recurrent kernel; then there are two
    /// biases, [2, 3·units].</summary>
    public bool ResetAfter { get; init; } = true;
}

/// <summary>A step of <see cref="GRU"/>.</summary>
/// <remarks>Shapes: x [batch, inputs], h₋₁ [batch, units] → output and state h [batch, units]; the formula is that of
/// <see cref="GRU"/>.</remarks>
public sealed class GRUCell : UnitsCell<GRUCellConfig>
{
    /// <summary>A cell of some units with Keras's defaults.</summary>
    public GRUCell(int units)
        : this(new GRUCellConfig { Units = units })
    {
    }

    /// <summary>A cell of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0, or a share to drop is not from 0 to
    /// below 1.</exception>
    public GRUCell(GRUCellConfig config)
        : base(config, gates: 3)
    {
    }

    private protected override Shape BiasShape => Config.ResetAfter ? [2, 3 * Config.Units] : base.BiasShape;

    private protected override Tensor? InputBias => Config.ResetAfter ? Bias?.Value.Select(0, 0) : base.InputBias;

    private protected override RecurrenceForm? Form => FusedSequence.FormOf(
        Config.ResetAfter ? RecurrentKind.GruResetAfter : RecurrentKind.GruResetBefore, Config.Activation, Config.RecurrentActivation);

    // Of the bias of the product with the state, the gates' part is added to a sum that holds the inputs too.
    private protected override Tensor? FusedBias => InnerBias is null
        ? InputBias
        : InputBias! + Gate(Bias!.Value.Select(0, 1), 0, 2).Pad(0, 0, Config.Units);

    private protected override Tensor? InnerBias => Config.ResetAfter && Bias is { } bias ? Gate(bias.Value.Select(0, 1), 2) : null;

    private protected override (Tensor Output, IReadOnlyList<Tensor> States) Advance(
        Tensor projected, IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> kept)
    {
        var before = states[0];
        var (z, proposed) = Config.ResetAfter
            ? ResetAfterProduct(projected, before, kept)
            : ResetBeforeProduct(projected, before, kept);
        var h = z * before + (1 - z) * Config.Activation.Apply(proposed);
        return (h, [h]);
    }

    private (Tensor Z, Tensor Proposed) ResetAfterProduct(Tensor projected, Tensor h, IReadOnlyList<Tensor> kept)
    {
        var inner = Recur(h, kept, 3);
        inner = Bias is { } bias ? inner + bias.Value.Select(0, 1) : inner;
        var gates = Gate(projected, 0, 2) + Gate(inner, 0, 2);
        return (Open(gates, 0), Gate(projected, 2) + Open(gates, 1) * Gate(inner, 2));
    }

    private (Tensor Z, Tensor Proposed) ResetBeforeProduct(Tensor projected, Tensor h, IReadOnlyList<Tensor> kept)
    {
        var gates = Gate(projected, 0, 2) + Recur(h, kept, 2);
        var seen = Open(gates, 1) * (kept.Count == 0 ? h : h * kept[2]);
        return (Open(gates, 0), Gate(projected, 2) + seen.MatMul(Gate(RecurrentKernel, 2)));
    }

    private Tensor Open(Tensor gates, int gate) => Config.RecurrentActivation.Apply(Gate(gates, gate));
}
