namespace Lamina.NN;

/// <summary>What a <see cref="RandomErasing"/> layer is made of.</summary>
public sealed record RandomErasingConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the probability that a part of an image is erased. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 1];

    /// <summary>The bounds of a number of which the root is the part of the height, or of the width, that is erased. One number s
    /// stands for 0 to s.</summary>
    public ValueList<double> Scale { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0.02, 0.33];

    /// <summary>What is put there: a number, or one for each of three channels; random numbers when null.</summary>
    public ValueList<double>? FillValue
    {
        get;
        init => field = value is null or { Count: 1 or 3 }
            ? value
            : throw new ArgumentException($"{LayerName} needs a FillValue of one number or three; it was given {value}.", nameof(FillValue));
    }

    private protected override string LayerName => nameof(RandomErasing);
}

/// <summary>In training, replaces a random rectangle of some images by noise or a constant; else does nothing.</summary>
/// <remarks>Source: Z. Zhong et al., "Random Erasing Data Augmentation", AAAI 2020.</remarks>
public sealed class RandomErasing : RandomColourLayer<RandomErasingConfig>
{
    /// <summary>A layer that erases.</summary>
    public RandomErasing(
        ValueList<double>? factor = null, ValueList<double>? scale = null, ValueList<double>? fillValue = null,
        ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomErasingConfig
        {
            Factor = factor ?? 1.0,
            Scale = scale ?? [0.02, 0.33],
            FillValue = fillValue,
            ValueRange = valueRange ?? [0, 255],
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomErasing(RandomErasingConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var draws = DrawsIn(context);
        var across = draws.Uniform(PerImage(images), Config.Scale).Sqrt();
        var down = draws.Uniform(PerImage(images), Config.Scale).Sqrt();
        var mask = Patches.In(images, across, down, draws).Mask(images.Shape[1], images.Shape[2]);
        var isErased = mask & draws.Chance(PerImage(images), Config.Factor);
        return Tensor.Where(isErased, Clipped(Filling(images, draws)), images);
    }

    private Tensor Filling(Tensor images, Draws draws)
    {
        if (Config.FillValue is not { } value)
        {
            return draws.Normal(images.Shape) * High;
        }

        if (value.Count == 3 && images.Shape[^1] != 3)
        {
            Image.CheckColours($"{KerasName} with three numbers as FillValue", images.Shape, images.Shape[^1], orGray: false);
        }

        return Tensor.From<double>(value.AsSpan()).Cast(images.DType).Evaluate().BroadcastTo(images.Shape);
    }
}
