namespace Lamina.NN;

/// <summary>What a <see cref="RandomBrightness"/> layer is made of.</summary>
public sealed record RandomBrightnessConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of what is added, as a part of the value range, from −1 to 1. One number f stands for −f to f.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, -1, 1, LayerName); }

    private protected override string LayerName => nameof(RandomBrightness);
}

/// <summary>In training, makes each image lighter or darker by a random amount; else does nothing.</summary>
/// <remarks>Formula: <c>y = x + f·(high − low)</c>, kept within the value range.</remarks>
public sealed class RandomBrightness : RandomColourLayer<RandomBrightnessConfig>
{
    /// <summary>A layer that adds a part of the value range.</summary>
    public RandomBrightness(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomBrightnessConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomBrightness(RandomBrightnessConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Clipped(images + (DrawsIn(context).Uniform(PerImage(images), Config.Factor) * (High - Low)));
    }
}
