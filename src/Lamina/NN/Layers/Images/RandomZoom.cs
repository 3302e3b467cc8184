namespace Lamina.NN;

/// <summary>What a <see cref="RandomZoom"/> layer is made of.</summary>
public sealed record RandomZoomConfig : RandomAffineLayerConfig
{
    /// <summary>The bounds of the change in height that is seen, from −1 to 1: positive zooms out, negative in. One number f
    /// stands for −f to f.</summary>
    public required ValueList<double> HeightFactor { get; init => field = Factors.Checked(value, -1, 1, nameof(RandomZoom)); }

    /// <summary>The bounds of the change in width; as in height when null, so that proportions stay.</summary>
    public ValueList<double>? WidthFactor
    {
        get;
        init => field = value is null ? null : Factors.Checked(value, -1, 1, nameof(RandomZoom));
    }
}

/// <summary>In training, zooms into or out of the middle of each image; else does nothing.</summary>
/// <remarks>Formula: with a number f from the factor, a pixel comes from (1 + f) times its place from the middle.</remarks>
public sealed class RandomZoom : RandomAffineLayer<RandomZoomConfig>
{
    /// <summary>A layer that zooms.</summary>
    public RandomZoom(
        ValueList<double> heightFactor, ValueList<double>? widthFactor = null, FillMode fillMode = FillMode.Reflect,
        Interpolation interpolation = Interpolation.Bilinear, int? seed = null)
        : this(new RandomZoomConfig
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
    public RandomZoom(RandomZoomConfig config)
        : base(config)
    {
    }

    internal override Projection ProjectionOf(Tensor images, CallContext context)
    {
        var draws = DrawsIn(context);
        var down = 1 + draws.Uniform([images.Shape[0], 1], Config.HeightFactor);
        var across = Config.WidthFactor is { } width ? 1 + draws.Uniform([images.Shape[0], 1], width) : down;
        var zero = Tensor.Zeros(down.Shape, down.DType);
        return new(
            across, zero, (1 - across) * ((images.Shape[2] - 1) / 2.0), zero, down, (1 - down) * ((images.Shape[1] - 1) / 2.0));
    }
}
