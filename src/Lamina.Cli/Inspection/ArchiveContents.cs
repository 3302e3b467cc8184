using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats;
using Lamina.Formats.Hdf5;

namespace Lamina.Cli.Inspection;

/// <summary>What is in a <c>.keras</c> archive: its entries, what it says of itself, and its weights.</summary>
internal static class ArchiveContents
{
    private const string Metadata = "metadata.json";
    private const string Config = "config.json";
    private const string Weights = "weights";

    // More than any configuration; keeps what a hostile entry unpacks to within bounds.
    private const int LongestText = 1 << 26;

    /// <summary>Reads a file.</summary>
    public static Contents Of(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            InspectedPart entries = new("entries", [.. zip.Entries.Select(entry => new Inspected(entry.FullName) { Bytes = entry.Length })]);
            List<InspectedPart> parts = [entries];
            if (zip.GetEntry("model.weights.h5") is { } hdf5)
            {
                using var file = Hdf5File.Open(Whole(hdf5, path), $"{path} › {hdf5.FullName}");
                parts.Add(Hdf5Contents.ObjectsOf(file.Root, Weights));
            }
            else if (zip.GetEntry("model.weights.npz") is { } npz)
            {
                parts.Add(NumpyContents.ArraysOf(Whole(npz, path), $"{path} › {npz.FullName}", Weights));
            }

            return new Contents(zip.GetEntry(Config) is null ? "a zip file" : "a .keras archive", FactsOf(zip, path), parts);
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException($"{path}: the zip file is damaged: {e.Message}", e);
        }
    }

    private static List<Fact> FactsOf(ZipArchive zip, string path)
    {
        List<Fact> facts = [];
        foreach (var (key, value) in Json(zip, Metadata, path) as JsonObject ?? [])
        {
            facts.Add(new Fact(key, value?.ToString() ?? "null"));
        }

        if (Json(zip, Config, path) is JsonObject config)
        {
            facts.Add(new Fact("class_name", config["class_name"]?.ToString() ?? "?"));
            facts.Add(new Fact("name", (config["config"] as JsonObject)?["name"]?.ToString() ?? "?"));
            facts.Add(new Fact("layers", ((config["config"] as JsonObject)?["layers"] as JsonArray)?.Count.ToString(CultureInfo.InvariantCulture) ?? "?"));
            facts.Add(new Fact("compiled", config["compile_config"] is JsonObject { Count: > 0 } ? "yes" : "no"));
        }

        return facts;
    }

    private static JsonNode? Json(ZipArchive zip, string name, string path)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return null;
        }

        try
        {
            using var text = Whole(entry, path);
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new LaminaFormatException($"{path} › {name}: the entry is not JSON: {e.Message}", e);
        }
    }

    // Memory grows with what is unpacked, which the entry's length bounds.
    private static MemoryStream Whole(ZipArchiveEntry entry, string path)
    {
        using var content = entry.Open();
        return entry.Length <= Array.MaxLength && (entry.Length <= LongestText || entry.Length / 100 <= entry.CompressedLength)
            && BoundedReader.TryRead<byte>(content, (int)entry.Length, out var bytes, out _)
            ? new MemoryStream(bytes, 0, (int)entry.Length)
            : throw new LaminaFormatException($"{path} › {entry.FullName}: the entry cannot be unpacked to the {entry.Length} bytes that it claims.");
    }
}
