namespace Lamina.NN;

/// <summary>What <see cref="StackedRNNCells"/> are made of.</summary>
public sealed record StackedRNNCellsConfig : LayerConfig
{
    /// <summary>The cells, in order; each a <see cref="RecurrentCell"/>.</summary>
    public required ValueList<InnerLayer> Cells { get; init; }
}

/// <summary>Cells one behind the other, as one: each is given what the one before it gives.</summary>
/// <remarks>Its states are those of all cells, in order.</remarks>
public sealed class StackedRNNCells : RecurrentCell<StackedRNNCellsConfig>
{
    private readonly RecurrentCell[] _cells;

    /// <summary>Some cells, in order.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public StackedRNNCells(params IReadOnlyList<RecurrentCell> cells)
        : this(
            new StackedRNNCellsConfig
            {
                Cells = [.. (cells ?? throw new ArgumentNullException(nameof(cells))).Select(InnerLayer.Of)],
            },
            [.. cells])
    {
    }

    /// <summary>Cells of their config.</summary>
    /// <exception cref="ArgumentException">There is none, or one is no cell.</exception>
    public StackedRNNCells(StackedRNNCellsConfig config)
        : this(
            config ?? throw new ArgumentNullException(nameof(config)),
            [.. config.Cells.Select(cell => RNN.CellOf(nameof(StackedRNNCells), cell))])
    {
    }

    private StackedRNNCells(StackedRNNCellsConfig config, RecurrentCell[] cells)
        : base(config)
    {
        _cells = cells.Length > 0
            ? cells
            : throw new ArgumentException("StackedRNNCells needs at least one cell; it was given none.", nameof(cells));

        // Files count the cells by class.
        var counts = new Dictionary<string, int>();
        foreach (var cell in cells)
        {
            var name = SnakeCase.Of(cell.KerasName);
            var number = counts[name] = counts.GetValueOrDefault(name, -1) + 1;
            AddLayer(cell, $"cells/{name}{(number == 0 ? "" : $"_{number}")}");
        }
    }

    /// <summary>The cells, in order.</summary>
    public IReadOnlyList<RecurrentCell> Cells => _cells;

    /// <summary>How many states each cell has.</summary>
    internal IReadOnlyList<int> StateCounts =>
        [.. Inputs(BuildShapes[0]).Select(pair => pair.Cell.StateShapes(pair.Input).Count)];

    internal override int? InputRank => _cells[0].InputRank;

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config) with { Cells = [.. _cells.Select(InnerLayer.Of)] };

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape input) =>
        [.. Inputs(input).SelectMany(pair => pair.Cell.StateShapes(pair.Input))];

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        var (last, before) = Inputs(input).Last();
        return last.OutputShape(before);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> InitialStates(Shape input) =>
        [.. Inputs(input).SelectMany(pair => pair.Cell.InitialStates(pair.Input))];

    /// <summary>Goes through the sequence cell by cell, which gives the same as step by step: a cell needs from the one
    /// before it only what that gives at the same step.</summary>
    internal override SequenceResult Run(SequencePass sequence)
    {
        var (inputs, output, states) = (sequence.Inputs, sequence.Inputs, new List<Tensor>());
        foreach (var (i, (cell, shape)) in Inputs(inputs.Shape[1..]).Index())
        {
            var own = sequence.States.Skip(states.Count).Take(cell.StateShapes(shape).Count);
            var part = sequence with { Inputs = output, States = [.. own] };
            var result = cell.Run(i == _cells.Length - 1
                ? part
                : part with { AllOutputs = true, ReverseOutputs = sequence.GoBackwards });
            output = result.Output;
            states.AddRange(result.States);
        }

        return new SequenceResult(output, states);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        foreach (var (cell, shape) in Inputs(input))
        {
            cell.BuildOnce([shape], "", Precision);
        }
    }

    /// <inheritdoc/>
    protected override (Tensor Output, IReadOnlyList<Tensor> States) Step(
        Tensor x, IReadOnlyList<Tensor> states, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(states);
        var after = new List<Tensor>();
        foreach (var cell in _cells)
        {
            var own = states.Skip(after.Count).Take(cell.StateShapes(x.Shape).Count);
            var all = cell.CallAt([x, .. own], context);
            x = all[0];
            after.AddRange(all.Skip(1));
        }

        return (x, after);
    }

    private IEnumerable<(RecurrentCell Cell, Shape Input)> Inputs(Shape input)
    {
        foreach (var cell in _cells)
        {
            yield return (cell, input);
            input = [input[0], .. cell.OutputShape(input)];
        }
    }
}
