namespace Lamina.NN;

/// <summary>What a <see cref="RandomPerspective"/> layer is made of.</summary>
public sealed record RandomPerspectiveConfig : RandomImageLayerConfig
{
    /// <summary>The bounds of the probability that an image is changed. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor
    {
        get;
        init => field = Factors.Between(value, 0, 1, nameof(RandomPerspective));
    } = [0, 1];

    /// <summary>How far corners are moved at most: half of that part of their distance from the first corner; from 0 to 1.</summary>
    public double Scale { get; init => field = Guard.Fraction(value); } = 1;

    /// <summary>How a value between pixels is made: nearest or bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>What stands around an image.</summary>
    public double FillValue { get; init => field = Guard.Finite(value); }
}

/// <summary>In training, moves the corners of some images at random, as if they were seen in perspective; else does
/// nothing.</summary>
/// <remarks>Formula: the corner (x, y) comes to (x·(1 + u), y·(1 + v)) with u and v from −scale/2 to scale/2.</remarks>
public sealed class RandomPerspective : RandomImageLayer<RandomPerspectiveConfig>
{
    /// <summary>A layer that moves corners.</summary>
    public RandomPerspective(
        ValueList<double>? factor = null, double scale = 1, Interpolation interpolation = Interpolation.Bilinear,
        double fillValue = 0, int? seed = null)
        : this(new RandomPerspectiveConfig
        {
            Factor = factor ?? 1.0,
            Scale = scale,
            Interpolation = interpolation,
            FillValue = fillValue,
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The interpolation is none that it has.</exception>
    public RandomPerspective(RandomPerspectiveConfig config)
        : base(config) => Sampling.Check(nameof(RandomPerspective), config.Interpolation);

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var draws = DrawsIn(context);
        var isChanged = draws.Chance(PerImage(images), Config.Factor);
        var moved = 1 + draws.Uniform([images.Shape[0], 4, 2], -0.5 * Config.Scale, 0.5 * Config.Scale);
        double right = images.Shape[2] - 1, bottom = images.Shape[1] - 1;
        var start = Tensor.From<double>([0, 0, right, 0, 0, bottom, right, bottom], [1, 4, 2]).Cast(images.DType).Evaluate();
        var warped = Image.Warp(
            images, Projection.Between(start.BroadcastTo(moved.Shape), start * moved),
            new Sampling(Config.Interpolation, FillMode.Constant, Config.FillValue));
        return Tensor.Where(isChanged, warped, images);
    }
}
