namespace Lamina.NN;

/// <summary>What a <see cref="Minimum"/> layer is made of.</summary>
public sealed record MinimumConfig : LayerConfig;

/// <summary>The smallest of the inputs at each place.</summary>
public sealed class Minimum : Merge<MinimumConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Minimum()
        : this(new MinimumConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Minimum(MinimumConfig config)
        : base(config)
    {
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => Tensor.Minimum(a, b);
}
