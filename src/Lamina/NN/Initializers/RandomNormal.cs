namespace Lamina.NN;

/// <summary>Numbers of a normal distribution.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation; 0 or more.</param>
public sealed record RandomNormal(double Mean = 0, double Deviation = 0.05) : RandomInitializer
{
    /// <summary>The standard deviation.</summary>
    public double Deviation { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Deviation);

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomStream random) =>
        DrawNormal(values, Mean, Deviation, random);
}
