namespace Lamina.NN;

/// <summary>What a <see cref="RandomContrast"/> layer is made of.</summary>
public sealed record RandomContrastConfig : RandomColourLayerConfig
{
    /// <summary>Numbers l and u from 0 to 1: contrasts are drawn from 1 − l to 1 + u. One number stands for 0 and itself.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); }

    private protected override string LayerName => nameof(RandomContrast);
}

/// <summary>In training, spreads the values of each image around the mean of their channel by a random factor; else does
/// nothing.</summary>
/// <remarks>Formula: <c>y = (x − μ)·c + μ</c>, kept within the value range.</remarks>
public sealed class RandomContrast : RandomColourLayer<RandomContrastConfig>
{
    /// <summary>A layer that changes the contrast.</summary>
    public RandomContrast(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomContrastConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomContrast(RandomContrastConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var contrast = DrawsIn(context).Uniform(PerImage(images), 1 - Config.Factor[0], 1 + Config.Factor[1]);
        var mean = images.Mean([1, 2], keepDims: true);
        return Clipped(((images - mean) * contrast) + mean);
    }
}
