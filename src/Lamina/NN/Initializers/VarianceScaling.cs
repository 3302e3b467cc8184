using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Random numbers of mean 0 whose variance falls with the number of connections.</summary>
/// <remarks>
/// <para>Formula: variance <c>s/n</c>, where n is the fan; uniform numbers lie within <c>±√(3s/n)</c>.</para>
/// <para>Shapes: of a matrix [in, out] the fans are its axes; of a convolution's kernel [.., in, out], times the size
/// of its window; of a vector both are its length. Of other weights <see cref="InputAxes"/> and <see cref="OutputAxes"/> say
/// which axes they are products of.</para>
/// </remarks>
/// <param name="Scale">The factor s; greater than 0.</param>
/// <param name="Mode">Which fan is n.</param>
/// <param name="Distribution">What to draw from.</param>
public record VarianceScaling(
    double Scale = 1,
    FanMode Mode = FanMode.FanIn,
    ScalingDistribution Distribution = ScalingDistribution.TruncatedNormal) : RandomInitializer
{
    // The standard deviation of a unit normal distribution cut at ±2.
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>The factor s of the variance s/n.</summary>
    public double Scale { get; init => field = Guard.Positive(value); } = Guard.Positive(Scale);

    /// <summary>The axes of the weight along which a unit has its inputs; where null, the shape decides.</summary>
    public Axes? InputAxes { get; init; }

    /// <summary>The axes of the weight along which an input has its units; where null, the shape decides.</summary>
    public Axes? OutputAxes { get; init; }

    /// <summary>The connections into and out of each unit of a weight, by its shape alone.</summary>
    internal static (double In, double Out) Fans(Shape shape)
    {
        if (shape.Rank < 2)
        {
            return (shape.Size, shape.Size);
        }

        var window = shape[..^2].Size;
        return ((double)window * shape[shape.Rank - 2], (double)window * shape[shape.Rank - 1]);
    }

    /// <summary>The standard deviation of what is drawn for a weight.</summary>
    internal double Deviation(Shape shape)
    {
        var (fanIn, fanOut) = Fans(shape);
        fanIn = InputAxes is { } inputs ? Product(shape, inputs) : fanIn;
        fanOut = OutputAxes is { } outputs ? Product(shape, outputs) : fanOut;
        var fan = Mode switch
        {
            FanMode.FanIn => fanIn,
            FanMode.FanOut => fanOut,
            _ => (fanIn + fanOut) / 2,
        };
        return Math.Sqrt(Scale / Math.Max(1, fan));
    }

    private static double Product(Shape shape, Axes axes) =>
        axes.Aggregate(1.0, (product, axis) => product * shape[shape.NormalizeAxis(axis)]);

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomStream random)
    {
        var deviation = Deviation(shape);
        switch (Distribution)
        {
            case ScalingDistribution.Uniform:
                var limit = Math.Sqrt(3) * deviation;
                DrawUniform(values, -limit, limit, random);
                break;
            case ScalingDistribution.UntruncatedNormal:
                DrawNormal(values, 0, deviation, random);
                break;
            default:
                DrawTruncated(values, 0, deviation / TruncatedDeviation, random);
                break;
        }
    }
}
