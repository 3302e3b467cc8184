namespace Lamina.NN;

/// <summary>What a <see cref="RandomHue"/> layer is made of.</summary>
public sealed record RandomHueConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the shift, from 0, which is none, to 1, which is half a turn; its sign is random. One number f
    /// stands for 0 to f.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); }

    private protected override string LayerName => nameof(RandomHue);
}

/// <summary>In training, turns the hues of each image by a random part of the colour circle; else does nothing.</summary>
/// <remarks>Formula: hue, saturation and value are made of the colours, the hue becomes h ± f/2, and colours of them.</remarks>
public sealed class RandomHue : RandomColourLayer<RandomHueConfig>
{
    /// <summary>A layer that turns hues.</summary>
    public RandomHue(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomHueConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomHue(RandomHueConfig config)
        : base(config)
    {
    }

    private protected override Channels Channels => Channels.Colours;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var draws = DrawsIn(context);
        var shift = draws.Sign(PerImage(images)) * draws.Uniform(PerImage(images), Config.Factor) * 0.5;
        var (hue, saturation, value) = Image.Hsv(ToRange(images, 1));
        hue = hue + shift;
        hue = Tensor.Where(hue > 1, hue - 1, hue);
        hue = Tensor.Where(hue < 0, hue + 1, hue);
        return FromRange(Image.Rgb(hue, saturation, value).Clip(0, 1), 1);
    }
}
