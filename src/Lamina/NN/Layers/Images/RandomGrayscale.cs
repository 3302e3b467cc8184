namespace Lamina.NN;

/// <summary>What a <see cref="RandomGrayscale"/> layer is made of.</summary>
public sealed record RandomGrayscaleConfig : RandomImageLayerConfig
{
    /// <summary>The probability that an image becomes gray.</summary>
    public double Factor { get; init => field = Guard.Fraction(value); } = 0.5;
}

/// <summary>In training, makes some images gray, with the same value in all three channels; else does nothing.</summary>
public sealed class RandomGrayscale : RandomImageLayer<RandomGrayscaleConfig>
{
    /// <summary>A layer that makes a part of the images gray.</summary>
    public RandomGrayscale(double factor = 0.5, int? seed = null)
        : this(new RandomGrayscaleConfig { Factor = factor, Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomGrayscale(RandomGrayscaleConfig config)
        : base(config)
    {
    }

    private protected override Channels Channels => Channels.ColoursOrGray;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var isGray = DrawsIn(context).Uniform(PerImage(images)) < Config.Factor;
        return Tensor.Where(isGray, Image.Gray(images), images);
    }
}
