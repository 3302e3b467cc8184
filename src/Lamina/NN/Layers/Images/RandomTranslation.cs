namespace Lamina.NN;

/// <summary>What a <see cref="RandomTranslation"/> layer is made of.</summary>
public sealed record RandomTranslationConfig : RandomAffineLayerConfig
{
    /// <summary>The bounds of the shift down, as a part of the height, from −1 to 1. One number f stands for −f to f.</summary>
    public required ValueList<double> HeightFactor { get; init => field = Factors.Checked(value, -1, 1, nameof(RandomTranslation)); }

    /// <summary>The bounds of the shift to the right, as a part of the width, from −1 to 1. One number f stands for −f to
    /// f.</summary>
    public required ValueList<double> WidthFactor { get; init => field = Factors.Checked(value, -1, 1, nameof(RandomTranslation)); }
}

/// <summary>In training, shifts each image by random parts of its height and width; else does nothing.</summary>
public sealed class RandomTranslation : RandomAffineLayer<RandomTranslationConfig>
{
    /// <summary>A layer that shifts down and to the right.</summary>
    public RandomTranslation(
        ValueList<double> heightFactor, ValueList<double> widthFactor, FillMode fillMode = FillMode.Reflect,
        Interpolation interpolation = Interpolation.Bilinear, int? seed = null)
        : this(new RandomTranslationConfig
        {
            HeightFactor = heightFactor,
            WidthFactor = widthFactor,
            FillMode = fillMode,
            Interpolation = interpolation,
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Fill mode or interpolation are none that it has.</exception>
    public RandomTranslation(RandomTranslationConfig config)
        : base(config)
    {
    }

    internal override Projection ProjectionOf(Tensor images, CallContext context)
    {
        var draws = DrawsIn(context);
        var down = draws.Uniform([images.Shape[0], 1], Config.HeightFactor) * images.Shape[1];
        var right = draws.Uniform([images.Shape[0], 1], Config.WidthFactor) * images.Shape[2];
        var (one, zero) = (Tensor.Ones(down.Shape, down.DType), Tensor.Zeros(down.Shape, down.DType));
        return new(one, zero, -right, zero, one, -down);
    }
}
