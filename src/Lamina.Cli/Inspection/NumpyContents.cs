using System.IO.Compression;
using Lamina.Formats.Numpy;

namespace Lamina.Cli.Inspection;

/// <summary>What is in a file of NumPy's; only headers are read.</summary>
internal static class NumpyContents
{
    private const string Extension = ".npy";

    /// <summary>Reads a file of one array.</summary>
    public static Contents OfArray(string path)
    {
        using var stream = File.OpenRead(path);
        return new Contents("an .npy file, one array", [], [new("arrays", [ArrayOf(stream, Path.GetFileNameWithoutExtension(path), path)])]);
    }

    /// <summary>Reads a file of named arrays.</summary>
    public static Contents OfArrays(string path)
    {
        using var stream = File.OpenRead(path);
        return new Contents("an .npz file", [], [ArraysOf(stream, path, "arrays")]);
    }

    /// <summary>The arrays of a stream that holds an .npz file.</summary>
    public static InspectedPart ArraysOf(Stream stream, string file, string name)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return new InspectedPart(name, [.. zip.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal)).Select(Array)]);
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException($"{file}: the zip file is damaged: {e.Message}", e);
        }

        Inspected Array(ZipArchiveEntry entry)
        {
            var array = entry.FullName[..^Extension.Length];
            using var content = entry.Open();
            return ArrayOf(content, array, $"{file} › {array}");
        }
    }

    private static Inspected ArrayOf(Stream stream, string name, string file)
    {
        var header = NpyHeader.Parse(NpyFile.ReadHeaderText(stream, file), file);
        return new Inspected(name)
        {
            Type = header.Descr,
            Axes = Inspected.AxesOf(header.Shape.Select(axis => (long)axis)),
            Attributes = header.FortranOrder ? [new Fact("fortran_order", "True")] : [],
        };
    }
}
