using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What a <see cref="LeakyCell"/> is made of.</summary>
public sealed record LeakyCellConfig : LayerConfig
{
    /// <summary>The number of outputs.</summary>
    public required int Units { get; init; }

    /// <summary>The share of the state that is kept.</summary>
    public double Keep { get; init; } = 0.5;
}

/// <summary>A cell as a user writes it: <c>h = keep·h₋₁ + x·W</c>, and an output that is twice the state.</summary>
public sealed class LeakyCell(LeakyCellConfig config) : RecurrentCell<LeakyCellConfig>(config)
{
    private Variable? _kernel;

    public LeakyCell(int units)
        : this(new LeakyCellConfig { Units = units })
    {
    }

    public override IReadOnlyList<Shape> StateShapes(Shape input) => [[Config.Units]];

    protected override void Build(Shape input) =>
        _kernel = AddWeight("kernel", [input[^1], Config.Units], Initializer.GlorotUniform);

    protected override (Tensor Output, IReadOnlyList<Tensor> States) Step(
        Tensor x, IReadOnlyList<Tensor> states, CallContext context)
    {
        var h = Config.Keep * states[0] + x.MatMul(_kernel!);
        return (2 * h, [h]);
    }
}
