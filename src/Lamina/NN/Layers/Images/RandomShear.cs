namespace Lamina.NN;

/// <summary>What a <see cref="RandomShear"/> layer is made of.</summary>
public sealed record RandomShearConfig : RandomAffineLayerConfig
{
    /// <summary>The bounds of the shift to the right of each row, in pixels for each row down: a number f from 0 to 1 stands for
    /// −f to f.</summary>
    public ValueList<double> XFactor { get; init => field = Checked(value); } = [0, 0];

    /// <summary>The bounds of the shift down of each column, in pixels for each column to the right: a number f from 0 to 1
    /// stands for −f to f.</summary>
    public ValueList<double> YFactor { get; init => field = Checked(value); } = [0, 0];

    private static ValueList<double> Checked(
        ValueList<double> value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Factors.Between(value, value is { Count: 1 } ? 0 : -1, 1, nameof(RandomShear), name) is var bounds && value.Count == 1
            ? [-bounds[1], bounds[1]]
            : bounds;
}

/// <summary>In training, shears each image along both axes by random factors, of which the sign is random too; else does
/// nothing.</summary>
/// <remarks>Formula: a pixel (x, y) comes from <c>(x + sₓ·y, y + s_y·x)</c>.</remarks>
public sealed class RandomShear : RandomAffineLayer<RandomShearConfig>
{
    /// <summary>A layer that shears.</summary>
    public RandomShear(
        ValueList<double>? xFactor = null, ValueList<double>? yFactor = null,
        Interpolation interpolation = Interpolation.Bilinear, FillMode fillMode = FillMode.Reflect, int? seed = null)
        : this(new RandomShearConfig
        {
            XFactor = xFactor ?? 0.0,
            YFactor = yFactor ?? 0.0,
            Interpolation = interpolation,
            FillMode = fillMode,
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">Fill mode or interpolation are none that it has.</exception>
    public RandomShear(RandomShearConfig config)
        : base(config)
    {
    }

    internal override Projection ProjectionOf(Tensor images, CallContext context)
    {
        var draws = DrawsIn(context);
        Shape shape = [images.Shape[0], 1];
        var sign = draws.Sign(shape);
        var (y, x) = (draws.Uniform(shape, Config.YFactor) * sign, draws.Uniform(shape, Config.XFactor) * sign);
        var (one, zero) = (Tensor.Ones(shape, x.DType), Tensor.Zeros(shape, x.DType));
        return new(one, x, zero, y, one, zero);
    }
}
