using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>The files of models that have a JSON file of their numbers beside them.</summary>
/// <remarks>Files of other people are never a part of this project: they are looked for beside it, in
/// <c>../shared/golden/wild</c>, or in the folder that LAMINA_GOLDEN names.</remarks>
internal static class ModelFolder
{
    private static readonly string[] Endings = [".weights.h5", ".keras", ".h5", ".hdf5"];

    private static readonly Lazy<(string Name, string Path, bool IsWild)[]> Found = new(() => [.. Find()]);

    /// <summary>The files by their relative paths, and whether they say what is expected of a loader.</summary>
    public static IEnumerable<(string Name, bool IsWild)> Files => Found.Value.Select(file => (file.Name, file.IsWild));

    /// <summary>The full path of a file.</summary>
    public static string PathOf(string name) => Found.Value.Single(file => file.Name == name).Path;

    /// <summary>The numbers of a file.</summary>
    public static JsonElement JsonOf(string name) => Read(JsonBeside(PathOf(name)));

    private static IEnumerable<(string Name, string Path, bool IsWild)> Find() =>
        from root in Roots()
        where Directory.Exists(root.Folder)
        from path in Directory.EnumerateFiles(root.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && File.Exists(JsonBeside(path))
        let name = root.Prefix + Path.GetRelativePath(root.Folder, path).Replace('\\', '/')
        select (name, path, Read(JsonBeside(path)).TryGetProperty("expect", out _));

    private static IEnumerable<(string Folder, string Prefix)> Roots()
    {
        yield return (GoldenFolder.Root, "");
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LAMINA_GOLDEN")) && ProjectRoot() is { } project)
        {
            yield return (Path.Combine(project, "..", "shared", "golden", "wild"), "wild/");
        }
    }

    private static string? ProjectRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Lamina.slnx")))
        {
            root = root.Parent;
        }

        return root?.FullName;
    }

    // NAME.json beside NAME.weights.h5, whose own name may have dots.
    private static string JsonBeside(string path) =>
        path[..^Endings.First(ending => path.EndsWith(ending, StringComparison.Ordinal)).Length] + ".json";

    private static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
