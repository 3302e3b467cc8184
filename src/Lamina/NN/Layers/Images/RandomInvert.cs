namespace Lamina.NN;

/// <summary>What a <see cref="RandomInvert"/> layer is made of.</summary>
public sealed record RandomInvertConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the probability that an image is inverted. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 1];

    private protected override string LayerName => nameof(RandomInvert);
}

/// <summary>In training, turns some images into their negatives, <c>y = high − x</c>; else does nothing.</summary>
public sealed class RandomInvert : RandomColourLayer<RandomInvertConfig>
{
    /// <summary>A layer that inverts.</summary>
    public RandomInvert(ValueList<double>? factor = null, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomInvertConfig { Factor = factor ?? 1.0, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomInvert(RandomInvertConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Tensor.Where(DrawsIn(context).Chance(PerImage(images), Config.Factor), High - images, images);
    }
}
