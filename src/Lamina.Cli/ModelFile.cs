using Lamina.NN;

namespace Lamina.Cli;

/// <summary>Model files as the command reads and writes them.</summary>
internal static class ModelFile
{
    /// <summary>Writes a model; its format follows from the extension.</summary>
    /// <returns>The path.</returns>
    public static string Save(Model model, string path)
    {
        model.Save(path);
        return path;
    }
}
