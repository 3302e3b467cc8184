namespace Lamina.NN;

/// <summary>Numbers that are equally likely anywhere in a range.</summary>
/// <param name="Low">The least number.</param>
/// <param name="High">What all numbers are below.</param>
public sealed record RandomUniform(double Low = -0.05, double High = 0.05) : RandomInitializer
{
    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomStream random) =>
        DrawUniform(values, Low, High, random);
}
