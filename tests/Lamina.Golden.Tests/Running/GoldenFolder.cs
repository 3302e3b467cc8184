using System.Collections.Concurrent;
using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>The folder of numbers that Keras computed: the project's own, or the one that LAMINA_GOLDEN names.</summary>
internal static class GoldenFolder
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, JsonElement>> Parsed = new();

    public static string Root { get; } =
        Environment.GetEnvironmentVariable("LAMINA_GOLDEN") is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.Combine(AppContext.BaseDirectory, "golden");

    /// <summary>The files of a name at any depth, as paths from the root with slashes.</summary>
    public static IEnumerable<string> Find(string name) => Directory.Exists(Root)
        ? Directory.EnumerateFiles(Root, name, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
        : throw new DirectoryNotFoundException($"LAMINA_GOLDEN names no folder: {Root}");

    /// <summary>The cases of a file by id, in the file's order; each file is parsed once.</summary>
    public static Dictionary<string, JsonElement> Cases(string file) => Parsed.GetOrAdd(file, static file =>
    {
        using var stream = File.OpenRead(Path.Combine(Root, file));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(c => c.GetProperty("id").GetString()!, c => c.Clone());
    });
}
