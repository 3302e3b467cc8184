namespace Lamina.NN;

/// <summary>What a <see cref="RandomColorDegeneration"/> layer is made of.</summary>
public sealed record RandomColorDegenerationConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the share of gray, from 0 to 1; below 0 colours become stronger. One number f stands for −f to
    /// f.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, -1, 1, LayerName); }

    private protected override string LayerName => nameof(RandomColorDegeneration);
}

/// <summary>In training, mixes each image with its gray form by a random share; else does nothing.</summary>
/// <remarks>Formula: <c>y = x + f·(gray − x)</c>, kept within the value range.</remarks>
public sealed class RandomColorDegeneration : RandomColourLayer<RandomColorDegenerationConfig>
{
    /// <summary>A layer that takes colour away.</summary>
    public RandomColorDegeneration(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomColorDegenerationConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomColorDegeneration(RandomColorDegenerationConfig config)
        : base(config)
    {
    }

    private protected override Channels Channels => Channels.ColoursOrGray;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var share = DrawsIn(context).Uniform(PerImage(images), Config.Factor);
        return Clipped(images + (share * (Image.Gray(images) - images)));
    }
}
