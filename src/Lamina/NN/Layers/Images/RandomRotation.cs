namespace Lamina.NN;

/// <summary>What a <see cref="RandomRotation"/> layer is made of.</summary>
public sealed record RandomRotationConfig : RandomAffineLayerConfig
{
    /// <summary>The bounds of the angle as a part of a full turn, from −1 to 1; positive turns counter-clockwise. One number f
    /// stands for −f to f.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, -1, 1, nameof(RandomRotation)); }
}

/// <summary>In training, turns each image about its middle by a random angle; else does nothing.</summary>
/// <remarks>Formula: with the angle θ and places (x, y) from the middle, y down, a pixel comes from
/// <c>(x·cos θ − y·sin θ, x·sin θ + y·cos θ)</c>.</remarks>
public sealed class RandomRotation : RandomAffineLayer<RandomRotationConfig>
{
    /// <summary>A layer that turns by a part of a full turn.</summary>
    public RandomRotation(
        ValueList<double> factor, FillMode fillMode = FillMode.Reflect, Interpolation interpolation = Interpolation.Bilinear,
        int? seed = null)
        : this(new RandomRotationConfig { Factor = factor, FillMode = fillMode, Interpolation = interpolation, Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Fill mode or interpolation are none that it has.</exception>
    public RandomRotation(RandomRotationConfig config)
        : base(config)
    {
    }

    internal override Projection ProjectionOf(Tensor images, CallContext context)
    {
        var angle = DrawsIn(context).Uniform([images.Shape[0], 1], Config.Factor) * (2 * Math.PI);
        var (cos, sin) = (angle.Cos(), angle.Sin());
        var (x, y) = ((images.Shape[2] - 1) / 2.0, (images.Shape[1] - 1) / 2.0);
        return new(cos, -sin, x - (x * cos) + (y * sin), sin, cos, y - (x * sin) - (y * cos));
    }
}
