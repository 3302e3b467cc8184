using System.Text.Json;

namespace Lamina.Tests.Golden;

/// <summary>Numbers computed by Keras: in the folder that LAMINA_GOLDEN names, or beside the repository.</summary>
internal static class GoldenFolder
{
    public const string WhyAbsent = "No golden numbers here; set LAMINA_GOLDEN to the folder that holds them.";

    public static string? Path { get; } = Find();

    /// <summary>The cases of a file by their ids; null where the file is absent.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Cases(string file)
    {
        if (Path is null || !File.Exists(System.IO.Path.Combine(Path, file)))
        {
            return null;
        }

        using var stream = File.OpenRead(System.IO.Path.Combine(Path, file));
        var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray()
            .ToDictionary(c => c.GetProperty("id").GetString()!);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LAMINA_GOLDEN") is { Length: > 0 } folder)
        {
            return folder;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(System.IO.Path.Combine(root.FullName, "Lamina.slnx")))
        {
            root = root.Parent;
        }

        var beside = root is null ? null : System.IO.Path.Combine(root.FullName, "..", "shared", "golden");
        return Directory.Exists(beside) ? beside : null;
    }
}
