namespace Lamina.NN;

/// <summary>What a <see cref="SimpleRNN"/> layer is made of.</summary>
public sealed record SimpleRNNConfig : RecurrentUnitsConfig
{
    internal SimpleRNNCellConfig Cell => CellOf(new SimpleRNNCellConfig { Units = Units });
}

/// <summary>The plain recurrent layer: the output of a step is an input of the next.</summary>
/// <remarks>
/// <para>Formula: <c>h = φ(x·W + h₋₁·U + b)</c>.</para>
/// <para>Source: J. L. Elman, "Finding Structure in Time", Cognitive Science 14(2), 1990.</para>
/// </remarks>
public sealed class SimpleRNN : Recurrent<SimpleRNNConfig>
{
    /// <summary>A layer of some units with Keras's defaults.</summary>
    /// <param name="units">The number of outputs.</param>
    /// <param name="returnSequences">Whether the output is that of every step, not of the last alone.</param>
    /// <param name="returnState">Whether the last states are outputs too.</param>
    public SimpleRNN(int units, bool returnSequences = false, bool returnState = false)
        : this(new SimpleRNNConfig { Units = units, ReturnSequences = returnSequences, ReturnState = returnState })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0, or a share to drop is not from 0 to
    /// below 1.</exception>
    public SimpleRNN(SimpleRNNConfig config)
        : base(config, new SimpleRNNCell((config ?? throw new ArgumentNullException(nameof(config))).Cell))
    {
    }
}
