namespace Lamina.NN;

/// <summary>What an <see cref="Average"/> layer is made of.</summary>
public sealed record AverageConfig : LayerConfig;

/// <summary>The mean of the inputs.</summary>
public sealed class Average : Merge<AverageConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Average()
        : this(new AverageConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Average(AverageConfig config)
        : base(config)
    {
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => a + b;

    private protected override Tensor Finish(Tensor combined, int count) => combined / count;
}
