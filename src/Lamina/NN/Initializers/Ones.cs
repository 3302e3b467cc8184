namespace Lamina.NN;

/// <summary>1 at every place; usual for scales.</summary>
public sealed record Ones : Initializer
{
    /// <inheritdoc/>
    public override float[] Sample(Shape shape, RandomStream random) => Filled(shape, 1);
}
