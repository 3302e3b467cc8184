namespace Lamina.NN;

/// <summary>A random matrix whose rows, or columns if they are fewer, are orthogonal and equally long.</summary>
/// <remarks>
/// <para>Shapes: axes before the last are taken as one, [.., n] → [m, n].</para>
/// <para>Source: A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in
/// deep linear neural networks", ICLR 2014.</para>
/// </remarks>
/// <param name="Gain">The length of the rows or columns.</param>
/// <exception cref="ArgumentException">The weight has fewer than two axes.</exception>
public sealed record Orthogonal(double Gain = 1) : RandomInitializer
{
    /// <inheritdoc/>
    protected override void Draw(Span<float> values, Shape shape, RandomStream random)
    {
        if (shape.Rank < 2)
        {
            throw new ShapeMismatchException($"Orthogonal needs a weight of at least two axes; it was given {shape}.");
        }

        var (rows, columns) = (shape[..^1].Size, shape[shape.Rank - 1]);
        var basis = OrthonormalBasis(Math.Min(rows, columns), Math.Max(rows, columns), random);
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            values[i] = (float)(Gain * (rows < columns ? basis[row][column] : basis[column][row]));
        }
    }

    // Random directions, each made orthogonal to those before it; twice, as once leaves rounding behind.
    private static double[][] OrthonormalBasis(int count, int length, RandomStream random)
    {
        var basis = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var vector = basis[i] = new double[length];
            foreach (ref var element in vector.AsSpan())
            {
                element = random.Normal();
            }

            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var other in basis.AsSpan(0, i))
                {
                    Add(vector, other, -Dot(vector, other));
                }
            }

            Add(vector, vector, (1 / Math.Sqrt(Dot(vector, vector))) - 1);
        }

        return basis;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Add(double[] a, double[] b, double factor)
    {
        for (var i = 0; i < a.Length; i++)
        {
            a[i] += factor * b[i];
        }
    }
}
