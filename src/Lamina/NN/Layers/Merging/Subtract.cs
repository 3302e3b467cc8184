namespace Lamina.NN;

/// <summary>What a <see cref="Subtract"/> layer is made of.</summary>
public sealed record SubtractConfig : LayerConfig;

/// <summary>The first of two inputs minus the second.</summary>
public sealed class Subtract : Merge<SubtractConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Subtract()
        : this(new SubtractConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Subtract(SubtractConfig config)
        : base(config)
    {
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => a - b;

    private protected override void Check(IReadOnlyList<Shape> inputs)
    {
        base.Check(inputs);
        if (inputs.Count != 2)
        {
            throw new ArgumentException($"{Name} (Subtract) takes two inputs; it was given {inputs.Count}.");
        }
    }
}
