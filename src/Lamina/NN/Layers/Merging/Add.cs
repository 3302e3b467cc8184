namespace Lamina.NN;

/// <summary>What an <see cref="Add"/> layer is made of.</summary>
public sealed record AddConfig : LayerConfig;

/// <summary>The sum of the inputs.</summary>
public sealed class Add : Merge<AddConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Add()
        : this(new AddConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Add(AddConfig config)
        : base(config)
    {
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => a + b;
}
