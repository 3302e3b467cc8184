namespace Lamina.NN;

/// <summary>An initializer that draws random numbers, from the stream it is given or from one of its own.</summary>
public abstract record RandomInitializer : Initializer
{
    /// <summary>The key of its own stream, so that it draws the same numbers every time; none when null.</summary>
    public int? Seed { get; init; }

    /// <inheritdoc/>
    public sealed override float[] Sample(Shape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var values = new float[shape.Size];
        Draw(values, shape, Seed is { } seed ? new RandomStream((ulong)seed) : random);
        return values;
    }

    /// <summary>Fills the values of a weight, row-major.</summary>
    /// <param name="values">The values to fill.</param>
    /// <param name="shape">The weight's shape.</param>
    /// <param name="random">The stream to draw from.</param>
    protected abstract void Draw(Span<float> values, Shape shape, RandomStream random);

    private protected static void DrawUniform(Span<float> values, double low, double high, RandomStream random)
    {
        foreach (ref var value in values)
        {
            value = (float)random.Uniform(low, high);
        }
    }

    private protected static void DrawNormal(Span<float> values, double mean, double deviation, RandomStream random)
    {
        foreach (ref var value in values)
        {
            value = (float)(mean + (deviation * random.Normal()));
        }
    }

    // What lies beyond two standard deviations is drawn again.
    private protected static void DrawTruncated(Span<float> values, double mean, double deviation, RandomStream random)
    {
        foreach (ref var value in values)
        {
            double normal;
            do
            {
                normal = random.Normal();
            }
            while (Math.Abs(normal) > 2);

            value = (float)(mean + (deviation * normal));
        }
    }
}
