namespace Lamina.NN;

/// <summary>What a <see cref="GRU"/> layer is made of.</summary>
public sealed record GRUConfig : RecurrentUnitsConfig
{
    /// <summary>Applied to the gates.</summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether the reset gate is applied after the product with the recurrent kernel; then there are two
    /// biases, [2, 3·units].</summary>
    public bool ResetAfter { get; init; } = true;

    internal GRUCellConfig Cell => CellOf(new GRUCellConfig
    {
        Units = Units,
        RecurrentActivation = RecurrentActivation,
        ResetAfter = ResetAfter,
    });
}

/// <summary>The gated recurrent unit: one gate mixes the old state and a new one, another says how much of the old is
/// seen.</summary>
/// <remarks>
/// <para>Formula, with gates z, r of the recurrent activation σ: <c>h = z·h₋₁ + (1 − z)·φ(x·W_h + b_h + s)</c>, where s
/// is <c>r·(h₋₁·U_h + b′_h)</c> if the reset comes after the product, else <c>(r·h₋₁)·U_h</c>. In the weights the gates
/// stand in the order z, r, h.</para>
/// <para>Source: K. Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", EMNLP 2014.</para>
/// </remarks>
public sealed class GRU : Recurrent<GRUConfig>
{
    /// <summary>A layer of some units with Keras's defaults.</summary>
    /// <param name="units">The number of outputs.</param>
    /// <param name="returnSequences">Whether the output is that of every step, not of the last alone.</param>
    /// <param name="returnState">Whether the last states are outputs too.</param>
    public GRU(int units, bool returnSequences = false, bool returnState = false)
        : this(new GRUConfig { Units = units, ReturnSequences = returnSequences, ReturnState = returnState })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0, or a share to drop is not from 0 to
    /// below 1.</exception>
    public GRU(GRUConfig config)
        : base(config, new GRUCell((config ?? throw new ArgumentNullException(nameof(config))).Cell))
    {
    }
}
