namespace Lamina.NN;

/// <summary>What a <see cref="RandomColorJitter"/> layer is made of.</summary>
public sealed record RandomColorJitterConfig : RandomColourLayerConfig
{
    /// <summary>The factor of <see cref="RandomBrightness"/>; brightness stays when null.</summary>
    public ValueList<double>? BrightnessFactor { get; init => field = Checked(value, -1); }

    /// <summary>The factor of <see cref="RandomContrast"/>; contrast stays when null.</summary>
    public ValueList<double>? ContrastFactor { get; init => field = Checked(value, 0); }

    /// <summary>The factor of <see cref="RandomSaturation"/>; saturation stays when null.</summary>
    public ValueList<double>? SaturationFactor { get; init => field = Checked(value, 0); }

    /// <summary>The factor of <see cref="RandomHue"/>; hues stay when null.</summary>
    public ValueList<double>? HueFactor { get; init => field = Checked(value, 0); }

    private protected override string LayerName => nameof(RandomColorJitter);

    private ValueList<double>? Checked(
        ValueList<double>? value, double least, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        value is null ? null : Factors.Checked(value, least, 1, LayerName, name);
}

/// <summary>In training, changes brightness, contrast, saturation and hue of each image, in this order and each by a random
/// factor; else does nothing.</summary>
public sealed class RandomColorJitter : RandomColourLayer<RandomColorJitterConfig>
{
    private readonly Layer[] _parts;

    /// <summary>A layer that changes what factors are given for.</summary>
    public RandomColorJitter(
        ValueList<double>? valueRange = null, ValueList<double>? brightnessFactor = null, ValueList<double>? contrastFactor = null,
        ValueList<double>? saturationFactor = null, ValueList<double>? hueFactor = null, int? seed = null)
        : this(new RandomColorJitterConfig
        {
            ValueRange = valueRange ?? [0, 255],
            BrightnessFactor = brightnessFactor,
            ContrastFactor = contrastFactor,
            SaturationFactor = saturationFactor,
            HueFactor = hueFactor,
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomColorJitter(RandomColorJitterConfig config)
        : base(config)
    {
        var (range, seed) = (config.ValueRange, config.Seed);
        Layer?[] parts =
        [
            config.BrightnessFactor is { } brightness ? new RandomBrightness(brightness, range, seed) : null,
            config.ContrastFactor is { } contrast ? new RandomContrast(contrast, range, seed) : null,
            config.SaturationFactor is { } saturation ? new RandomSaturation(saturation, range, seed) : null,
            config.HueFactor is { } hue ? new RandomHue(hue, range, seed) : null,
        ];
        _parts = [.. parts.OfType<Layer>().Select(part => AddLayer(part))];
    }

    private protected override Channels Channels => Config.SaturationFactor is null && Config.HueFactor is null ? Channels.Any : Channels.Colours;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context) =>
        _parts.Aggregate(images, (x, part) => part.Apply(x, context));
}
