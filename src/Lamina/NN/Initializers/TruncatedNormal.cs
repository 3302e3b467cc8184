namespace Lamina.NN;

/// <summary>Numbers of a normal distribution, none further than two standard deviations from its mean.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">The standard deviation before truncation; 0 or more. What is drawn has 0.88 of it.</param>
public sealed record TruncatedNormal(double Mean = 0, double Deviation = 0.05) : RandomInitializer
{
    /// <summary>The standard deviation before truncation.</summary>
    public double Deviation { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Deviation);

    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomStream random) =>
        DrawTruncated(values, Mean, Deviation, random);
}
