namespace Lamina.NN;

/// <summary>What the layers are made of that move, turn, stretch or shear images at random.</summary>
public abstract record RandomAffineLayerConfig : RandomImageLayerConfig
{
    /// <summary>What stands around an image.</summary>
    public FillMode FillMode { get; init; } = FillMode.Reflect;

    /// <summary>How a value between pixels is made: nearest or bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>The constant that stands around an image.</summary>
    public double FillValue { get; init; }
}

/// <summary>A layer that moves, turns, stretches or shears images at random in training.</summary>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class RandomAffineLayer<TConfig> : RandomImageLayer<TConfig>
    where TConfig : RandomAffineLayerConfig
{
    private protected RandomAffineLayer(TConfig config)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Sampling.Check(GetType().Name, config.Interpolation);
        Guard.Finite(config.FillValue, nameof(config.FillValue));
        if (config.FillMode == FillMode.Mirror)
        {
            throw new ArgumentException(
                $"{GetType().Name} has the fill modes Constant, Nearest, Reflect and Wrap; it was given {config.FillMode}.",
                nameof(config));
        }
    }

    /// <summary>From where the pixels of images come.</summary>
    /// <param name="images">The images [batch, height, width, channels].</param>
    /// <param name="context">The call.</param>
    internal abstract Projection ProjectionOf(Tensor images, CallContext context);

    /// <inheritdoc/>
    protected sealed override Tensor Transform(Tensor images, CallContext context) => Image.Warp(
        images, ProjectionOf(images, context), new Sampling(Config.Interpolation, Config.FillMode, Config.FillValue));
}
