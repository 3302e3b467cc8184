using Lamina.NN;

namespace Lamina.Cli;

/// <summary>Model files as the command reads and writes them.</summary>
internal static class ModelFile
{
    /// <summary>Refuses a path that no model could be written to, before time is spent on training.</summary>
    /// <exception cref="UsageException">It does not end in <c>.keras</c>, or its folder does not exist.</exception>
    public static void CheckTarget(string path)
    {
        if (!path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"a model is saved in a file that ends in .keras; '{path}' does not.", path);
        }

        CheckFolder(path, "the model");
    }

    /// <summary>Refuses a path whose folder does not exist.</summary>
    /// <param name="path">Where something is to be written.</param>
    /// <param name="what">What that is.</param>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static void CheckFolder(string path, string what)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder '{folder}' to save {what} in.", path);
        }
    }

    /// <summary>Refuses the path of a file that is not there. A folder is something, which is told by who reads it.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Existing(string path) => File.Exists(path) || Directory.Exists(path)
        ? path
        : throw new UsageException($"there is no file '{path}'.", path);

    /// <summary>Writes a model.</summary>
    /// <returns>The path.</returns>
    public static string Save(Model model, string path)
    {
        model.Save(path);
        return path;
    }

    /// <summary>Reads a model of any kind of file.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static Model Load(string path) => Model.Load(Existing(path));
}
