namespace Lamina.NN;

/// <summary>What a <see cref="Solarization"/> layer is made of.</summary>
public sealed record SolarizationConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of what is added first, as a part of the value range. One number f stands for 0 to f.</summary>
    public ValueList<double> AdditionFactor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 0];

    /// <summary>The bounds of the threshold from which values are inverted, as a part of the value range. One number f stands for
    /// 0 to f.</summary>
    public ValueList<double> ThresholdFactor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 0];

    private protected override string LayerName => nameof(Solarization);
}

/// <summary>In training, adds a random number to each image and inverts the values from a random threshold on; else does
/// nothing.</summary>
/// <remarks>Formula, with values from 0 to 255: <c>z = x + a</c>, kept within, and y = z below the threshold, 255 − z from it
/// on. Of bounds [l, u], a and the threshold are drawn from l to 255·u, as Keras does.</remarks>
public sealed class Solarization : RandomColourLayer<SolarizationConfig>
{
    private const double Top = 255;

    /// <summary>A layer that solarizes.</summary>
    public Solarization(
        ValueList<double>? additionFactor = null, ValueList<double>? thresholdFactor = null,
        ValueList<double>? valueRange = null, int? seed = null)
        : this(new SolarizationConfig
        {
            AdditionFactor = additionFactor ?? 0.0,
            ThresholdFactor = thresholdFactor ?? 0.0,
            ValueRange = valueRange ?? [0, 255],
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Solarization(SolarizationConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var draws = DrawsIn(context);
        var addition = draws.Uniform(PerImage(images), Config.AdditionFactor[0], Config.AdditionFactor[1] * Top);
        var threshold = draws.Uniform(PerImage(images), Config.ThresholdFactor[0], Config.ThresholdFactor[1] * Top);
        var lighter = (ToRange(images, Top) + addition).Clip(0, Top);
        return FromRange(Tensor.Where(lighter < threshold, lighter, Top - lighter), Top);
    }
}
