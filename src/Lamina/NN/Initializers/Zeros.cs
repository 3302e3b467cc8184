namespace Lamina.NN;

/// <summary>0 at every place; usual for biases.</summary>
public sealed record Zeros : Initializer
{
    /// <inheritdoc/>
    public override float[] Sample(Shape shape, RandomStream random) => new float[shape.Size];
}
