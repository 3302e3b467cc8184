using System.Globalization;
using System.IO.Compression;

namespace Lamina.Data;

/// <summary>Reads a data set that lies in this assembly as comma-separated numbers, the class last.</summary>
internal static class EmbeddedTable
{
    /// <summary>The features [rows, features], row-major, and the class of each row.</summary>
    public static (float[] X, int[] Y) Read(string resource, int rows, int features, int headerLines)
    {
        using var reader = new StreamReader(Open(resource));
        for (var i = 0; i < headerLines; i++)
        {
            reader.ReadLine();
        }

        var x = new float[rows * features];
        var y = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var line = reader.ReadLine().AsSpan();
            var column = 0;
            foreach (var cell in line.Split(','))
            {
                if (column < features)
                {
                    x[(row * features) + column] = float.Parse(line[cell], CultureInfo.InvariantCulture);
                }
                else
                {
                    y[row] = int.Parse(line[cell], CultureInfo.InvariantCulture);
                }

                column++;
            }
        }

        return (x, y);
    }

    private static Stream Open(string resource)
    {
        var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly was built without its resource '{resource}'.");
        return resource.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
    }
}
