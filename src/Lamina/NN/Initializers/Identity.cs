namespace Lamina.NN;

/// <summary>The identity matrix times a number; longer rows or columns are filled with zeros.</summary>
/// <param name="Gain">The number on the diagonal.</param>
/// <exception cref="ArgumentException">The weight is not a matrix.</exception>
public sealed record Identity(double Gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override float[] Sample(Shape shape, RandomStream random)
    {
        if (shape.Rank != 2)
        {
            throw new ShapeMismatchException($"Identity needs a weight of two axes; it was given {shape}.");
        }

        var values = new float[shape.Size];
        for (var i = 0; i < Math.Min(shape[0], shape[1]); i++)
        {
            values[(i * shape[1]) + i] = (float)Gain;
        }

        return values;
    }
}
