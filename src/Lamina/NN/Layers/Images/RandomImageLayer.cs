namespace Lamina.NN;

/// <summary>What all layers that change images at random are made of.</summary>
public abstract record RandomImageLayerConfig : ImageLayerConfig
{
    /// <summary>A seed of its own; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>A layer that changes images at random in training, and does nothing else.</summary>
/// <remarks>Numbers are drawn for each image of a batch and each step, unless a layer says otherwise; the same seed gives
/// the same numbers on any number of threads.</remarks>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class RandomImageLayer<TConfig> : ImageLayer<TConfig>
    where TConfig : RandomImageLayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    protected RandomImageLayer(TConfig config)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Seed is { } seed)
        {
            Key = (ulong)seed;
        }
    }

    private protected override bool IsIdentity(CallContext context) => !context.IsTraining;

    private protected Draws DrawsIn(CallContext context) => new(shape => RandomUniform(shape, context), Precision);

    /// <summary>The shape of one number for each image.</summary>
    private protected static Shape PerImage(Tensor images) => [images.Shape[0], 1, 1, 1];
}
