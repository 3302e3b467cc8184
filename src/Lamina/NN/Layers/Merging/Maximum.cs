namespace Lamina.NN;

/// <summary>What a <see cref="Maximum"/> layer is made of.</summary>
public sealed record MaximumConfig : LayerConfig;

/// <summary>The largest of the inputs at each place.</summary>
public sealed class Maximum : Merge<MaximumConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Maximum()
        : this(new MaximumConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Maximum(MaximumConfig config)
        : base(config)
    {
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => Tensor.Maximum(a, b);
}
