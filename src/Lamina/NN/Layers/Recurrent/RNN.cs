namespace Lamina.NN;

/// <summary>What an <see cref="RNN"/> layer is made of.</summary>
public sealed record RNNConfig : RecurrentConfig
{
    /// <summary>What is done at each step; a <see cref="RecurrentCell"/>.</summary>
    public required InnerLayer Cell { get; init; }
}

/// <summary>A recurrent layer of any cell: one of Keras's, several of them one behind the other, or one's
/// own.</summary>
/// <remarks>A cell of one's own derives from <see cref="RecurrentCell{TConfig}"/>, where there is an example.</remarks>
public sealed class RNN : Recurrent<RNNConfig>
{
    /// <summary>A layer of a cell with Keras's defaults.</summary>
    /// <param name="cell">What is done at each step.</param>
    /// <param name="returnSequences">Whether the output is that of every step, not of the last alone.</param>
    /// <param name="returnState">Whether the last states are outputs too.</param>
    public RNN(RecurrentCell cell, bool returnSequences = false, bool returnState = false)
        : base(new RNNConfig { Cell = cell, ReturnSequences = returnSequences, ReturnState = returnState }, cell)
    {
    }

    /// <summary>A layer of cells one behind the other.</summary>
    /// <param name="cells">The cells, in order.</param>
    /// <param name="returnSequences">Whether the output is that of every step, not of the last alone.</param>
    /// <param name="returnState">Whether the last states are outputs too.</param>
    /// <exception cref="ArgumentException">There is no cell.</exception>
    public RNN(IReadOnlyList<RecurrentCell> cells, bool returnSequences = false, bool returnState = false)
        : this(new StackedRNNCells(cells), returnSequences, returnState)
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The cell of the config is no cell.</exception>
    public RNN(RNNConfig config)
        : base(
            config ?? throw new ArgumentNullException(nameof(config)),
            CellOf(nameof(RNN), config.Cell))
    {
    }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config) with { Cell = InnerLayer.Of(Cell) };

    /// <summary>The cell in a config.</summary>
    /// <exception cref="ArgumentException">It is another layer.</exception>
    internal static RecurrentCell CellOf(string owner, InnerLayer inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        var layer = inner.Make();
        return layer as RecurrentCell ?? throw new ArgumentException(
            $"{owner} goes through a sequence with a cell; '{layer.Name}' ({layer.KerasName}) is none."
            + "\n  hint: a cell derives from RecurrentCell and says its states and what a step computes.");
    }
}
