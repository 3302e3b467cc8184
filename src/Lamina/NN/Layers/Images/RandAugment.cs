namespace Lamina.NN;

/// <summary>What a <see cref="RandAugment"/> layer is made of.</summary>
public sealed record RandAugmentConfig : RandomColourLayerConfig
{
    /// <summary>How many augmentations are applied one after the other.</summary>
    public int NumOps { get; init => field = Guard.Positive(value); } = 2;

    /// <summary>The bounds of the strength of each, from 0 to 1. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 0.5];

    /// <summary>How a value between pixels is made: nearest or bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    private protected override string LayerName => nameof(RandAugment);
}

/// <summary>In training, applies some augmentations that are drawn from a list, the same for all images of a batch, with
/// numbers that differ; else does nothing.</summary>
/// <remarks>
/// <para>The list: shear, translation, rotation, brightness, colour degeneration, contrast, sharpness, posterization,
/// solarization, automatic contrast, equalization.</para>
/// <para>Source: E. D. Cubuk et al., "RandAugment: Practical Automated Data Augmentation with a Reduced Search Space", NeurIPS
/// 2020.</para>
/// </remarks>
public sealed class RandAugment : RandomColourLayer<RandAugmentConfig>
{
    private readonly Augmentations _augmentations;

    /// <summary>A layer that applies some augmentations.</summary>
    public RandAugment(
        ValueList<double>? valueRange = null, int numOps = 2, ValueList<double>? factor = null,
        Interpolation interpolation = Interpolation.Bilinear, int? seed = null)
        : this(new RandAugmentConfig
        {
            ValueRange = valueRange ?? [0, 255],
            NumOps = numOps,
            Factor = factor ?? 0.5,
            Interpolation = interpolation,
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The interpolation is none that it has.</exception>
    public RandAugment(RandAugmentConfig config)
        : base(config)
    {
        Sampling.Check(nameof(RandAugment), config.Interpolation);
        _augmentations = new Augmentations(config.Factor, config.ValueRange, config.Interpolation, config.Seed, withColours: true);
        foreach (var layer in _augmentations.All)
        {
            AddLayer(layer);
        }
    }

    private protected override Channels Channels => Channels.ColoursOrGray;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        for (var i = 0; i < Config.NumOps; i++)
        {
            images = _augmentations.Chosen(images, DrawsIn(context).Integers([], _augmentations.Count), context);
        }

        return images;
    }
}
