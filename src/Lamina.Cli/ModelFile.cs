using Lamina.Formats;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Cli;

/// <summary>Model files as the command reads and writes them.</summary>
internal static class ModelFile
{
    /// <summary>What a file with a configuration in JSON is called by those who load files.</summary>
    public const string Configuration = "the text of a model without its weights";

    /// <summary>Refuses a path that no model could be written to, before time is spent on training.</summary>
    /// <exception cref="UsageException">It ends as no file of a whole model does, or its folder does not exist.</exception>
    public static void CheckTarget(string path)
    {
        _ = Conversion.OfModel(path);
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

    /// <summary>Writes a model in the form that the path names.</summary>
    /// <returns>The path.</returns>
    public static string Save(Model model, string path)
    {
        Conversion.OfModel(path).Write(model, path);
        return path;
    }

    /// <summary>Reads a model of any kind of file.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static Model Load(string path) => Model.Load(Existing(path));

    /// <summary>Reads the layers of a model, be it of a file that holds weights too or of a configuration in JSON.</summary>
    /// <returns>The model, and how its weights were found; null where there were none.</returns>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static (Model Model, WeightReport? Report) LoadLayers(string path)
    {
        var start = FileStart.Of(Existing(path));
        if (FileFormats.All.FirstOrDefault(format => format.Matches(start))?.Name == Configuration)
        {
            return (ModelJson.Read(File.ReadAllText(path), path, compile: true), null);
        }

        var model = Model.Load(path, out var report);
        return (model, report);
    }
}
