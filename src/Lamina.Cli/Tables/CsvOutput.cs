using System.Globalization;
using CsvHelper;
using Lamina.Formats;

namespace Lamina.Cli.Tables;

/// <summary>Writes tensors as the columns of a CSV file.</summary>
internal static class CsvOutput
{
    /// <summary>Writes a row for each sample. A tensor of one number a sample is a column of its name; others are
    /// <c>NAME_0</c>, <c>NAME_1</c> and so on.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Values)> tensors) => AtomicFile.Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var (name, values) in tensors)
        {
            var width = values.Shape[1..].Size;
            for (var i = 0; i < width; i++)
            {
                csv.WriteField(width == 1 ? name : $"{name}_{i}");
            }
        }

        (int Width, string[] Cells)[] cells = [.. tensors.Select(tensor => (tensor.Values.Shape[1..].Size, Cells(tensor.Values)))];
        for (var row = 0; row < tensors[0].Values.Shape[0]; row++)
        {
            csv.NextRecord();
            foreach (var (width, texts) in cells)
            {
                for (var i = 0; i < width; i++)
                {
                    csv.WriteField(texts[(row * width) + i]);
                }
            }
        }

        csv.NextRecord();
    });

    /// <summary>The values as text that reads back to the same bits.</summary>
    public static string[] Cells(Tensor values) => values.DType switch
    {
        DType.String => values.ToStrings(),
        DType.Float64 => Array.ConvertAll(values.ToArray<double>(), value => value.ToString("R", CultureInfo.InvariantCulture)),
        DType.Float32 => Array.ConvertAll(values.ToArray<float>(), value => value.ToString("R", CultureInfo.InvariantCulture)),
        _ => Array.ConvertAll(values.ToArray<long>(), value => value.ToString(CultureInfo.InvariantCulture)),
    };
}
