using System.IO.Compression;
using Lamina.Formats;

namespace Lamina.Cli.Inspection;

/// <summary>Finds out what a file is, and what is in it.</summary>
internal static class Inspector
{
    // By the names of the kinds that models and weights are loaded of.
    private static readonly Dictionary<string, Func<string, Contents>> Table = new(StringComparer.Ordinal)
    {
        ["an HDF5 file"] = Hdf5Contents.Of,
        ["an .npz file"] = NumpyContents.OfArrays,
        ["a .keras archive"] = ArchiveContents.Of,
        ["a safetensors file"] = SafeTensorsContents.Of,
        ["an .npy file, one array"] = NumpyContents.OfArray,
        ["an ONNX model"] = OnnxContents.Of,
    };

    /// <summary>The kinds whose contents are shown.</summary>
    public static IEnumerable<string> Kinds => Table.Keys;

    /// <summary>Looks into a file.</summary>
    /// <exception cref="LaminaFormatException">It is damaged, or of no kind that is known.</exception>
    public static Contents Inspect(string path)
    {
        var start = FileStart.Of(path);
        if (FileFormats.All.FirstOrDefault(format => format.Matches(start)) is not { } format)
        {
            throw new LaminaFormatException(
                $"{path}: the file is of no kind that Lamina knows: it "
                + (start.Size == 0 ? "is empty." : $"begins with the bytes {Convert.ToHexString(start.Bytes.AsSpan(0, Math.Min(8, start.Bytes.Length)))}."));
        }

        return Table.TryGetValue(format.Name, out var inspect) ? inspect(path) : new Contents(
            format.Name,
            format.Hint.Length == 0 ? [] : [new Fact("hint", format.Hint) { IsWhole = true }],
            start.IsZip ? [EntriesOf(path)] : []);
    }

    private static InspectedPart EntriesOf(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return new InspectedPart("entries", [.. zip.Entries.Select(entry => new Inspected(entry.FullName) { Bytes = entry.Length })]);
    }
}
