namespace Lamina.NN;

/// <summary>What a <see cref="RandomElasticTransform"/> layer is made of.</summary>
public sealed record RandomElasticTransformConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the probability that an image is distorted. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 1];

    /// <summary>The bounds of the strength, from 0 to 1, drawn once for a batch. One number s stands for 0 to s.</summary>
    public ValueList<double> Scale { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 1];

    /// <summary>How a value between pixels is made: nearest or bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>What stands around an image.</summary>
    public FillMode FillMode { get; init; } = FillMode.Reflect;

    /// <summary>The constant that stands around an image.</summary>
    public double FillValue { get; init => field = Guard.Finite(value); }

    private protected override string LayerName => nameof(RandomElasticTransform);
}

/// <summary>In training, distorts some images as rubber is; else does nothing.</summary>
/// <remarks>Formula: <see cref="Image.ElasticTransform"/> with α a tenth of the longer side and σ a twentieth of the shorter,
/// both times the strength.</remarks>
public sealed class RandomElasticTransform : RandomColourLayer<RandomElasticTransformConfig>
{
    private const double LeastSigma = 1e-6;

    /// <summary>A layer that distorts.</summary>
    public RandomElasticTransform(
        ValueList<double>? factor = null, ValueList<double>? scale = null, Interpolation interpolation = Interpolation.Bilinear,
        FillMode fillMode = FillMode.Reflect, double fillValue = 0, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomElasticTransformConfig
        {
            Factor = factor ?? 1.0,
            Scale = scale ?? 1.0,
            Interpolation = interpolation,
            FillMode = fillMode,
            FillValue = fillValue,
            ValueRange = valueRange ?? [0, 255],
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The interpolation is none that it has.</exception>
    public RandomElasticTransform(RandomElasticTransformConfig config)
        : base(config) => Sampling.Check(nameof(RandomElasticTransform), config.Interpolation);

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (Config.Factor[1] == 0 || Config.Scale[1] == 0)
        {
            return images;
        }

        var (height, width) = (images.Shape[1], images.Shape[2]);
        var draws = DrawsIn(context);
        var isDistorted = draws.Chance(PerImage(images), Config.Factor);
        var strength = draws.Uniform([], Config.Scale);
        var distorted = Image.Elastic(
            images, strength * (0.1 * Math.Max(height, width)), Tensor.Maximum(strength * (0.05 * Math.Min(height, width)), LeastSigma),
            (int)Math.Ceiling(3 * 0.05 * Math.Min(height, width)),
            new Sampling(Config.Interpolation, Config.FillMode, Config.FillValue), draws);
        return Clipped(Tensor.Where(isDistorted, distorted, images));
    }
}
