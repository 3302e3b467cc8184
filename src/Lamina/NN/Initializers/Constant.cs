namespace Lamina.NN;

/// <summary>One number at every place.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(double Value = 0) : Initializer
{
    /// <inheritdoc/>
    public override float[] Sample(Shape shape, RandomStream random) => Filled(shape, Value);
}
