namespace Lamina.NN;

/// <summary>What an <see cref="LSTM"/> layer is made of.</summary>
public sealed record LSTMConfig : RecurrentUnitsConfig
{
    /// <summary>Applied to the gates.</summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether the bias of the gate that keeps begins with 1, so that the layer at first forgets
    /// nothing.</summary>
    public bool UnitForgetBias { get; init; } = true;

    internal LSTMCellConfig Cell => CellOf(new LSTMCellConfig
    {
        Units = Units,
        RecurrentActivation = RecurrentActivation,
        UnitForgetBias = UnitForgetBias,
    });
}

/// <summary>Long short-term memory: a state that gates write, keep and read.</summary>
/// <remarks>
/// <para>Formula, with gates i, f, o of the recurrent activation σ: <c>c = f·c₋₁ + i·φ(x·W_c + h₋₁·U_c + b_c)</c>,
/// <c>h = o·φ(c)</c>; each gate is <c>σ(x·W + h₋₁·U + b)</c>. In the weights they stand in the order i, f, c, o. The
/// states are h and c.</para>
/// <para>Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8), 1997.</para>
/// </remarks>
public sealed class LSTM : Recurrent<LSTMConfig>
{
    /// <summary>A layer of some units with Keras's defaults.</summary>
    /// <param name="units">The number of outputs.</param>
    /// <param name="returnSequences">Whether the output is that of every step, not of the last alone.</param>
    /// <param name="returnState">Whether the last states are outputs too.</param>
    public LSTM(int units, bool returnSequences = false, bool returnState = false)
        : this(new LSTMConfig { Units = units, ReturnSequences = returnSequences, ReturnState = returnState })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0, or a share to drop is not from 0 to
    /// below 1.</exception>
    public LSTM(LSTMConfig config)
        : base(config, new LSTMCell((config ?? throw new ArgumentNullException(nameof(config))).Cell))
    {
    }
}
