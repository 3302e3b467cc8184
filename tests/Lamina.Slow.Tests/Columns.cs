namespace Lamina.Slow.Tests;

/// <summary>Makes a matrix of columns.</summary>
internal static class Columns
{
    /// <summary>The columns side by side: [rows, columns].</summary>
    public static Tensor Beside(IReadOnlyList<float[]> columns)
    {
        var (rows, width) = (columns[0].Length, columns.Count);
        var values = new float[rows * width];
        for (var column = 0; column < width; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                values[(row * width) + column] = columns[column][row];
            }
        }

        return Tensor.Wrap(values, [rows, width]);
    }
}
