namespace Lamina.NN;

/// <summary>What a <see cref="RandomSaturation"/> layer is made of.</summary>
public sealed record RandomSaturationConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of a number from 0, which gives gray, over ½, which changes nothing, to 1, which gives the purest
    /// colours. One number f stands for 0 to f.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); }

    private protected override string LayerName => nameof(RandomSaturation);
}

/// <summary>In training, makes the colours of each image stronger or weaker by a random factor; else does nothing.</summary>
/// <remarks>Formula: the saturation becomes <c>s·f/(1 − f + ε)</c>, at most the purest, with ε = 1e-7.</remarks>
public sealed class RandomSaturation : RandomColourLayer<RandomSaturationConfig>
{
    private const double Epsilon = 1e-7;

    /// <summary>A layer that changes the saturation.</summary>
    public RandomSaturation(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomSaturationConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomSaturation(RandomSaturationConfig config)
        : base(config)
    {
    }

    private protected override Channels Channels => Channels.Colours;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var factor = DrawsIn(context).Uniform(PerImage(images), Config.Factor);
        var (hue, saturation, value) = Image.Hsv(ToRange(images, 1));
        saturation = (saturation * (factor / (1 - factor + Epsilon))).Clip(0, 1);
        return FromRange(Image.Rgb(hue, saturation, value), 1);
    }
}
