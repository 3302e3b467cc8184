using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Formats;

/// <summary>A kind of file that may be given where a model or weights are wanted.</summary>
/// <param name="Name">What it is, as in "the file is NAME".</param>
/// <param name="Matches">Whether a file is of this kind, by its content.</param>
internal sealed record FileFormat(string Name, Func<FileStart, bool> Matches)
{
    /// <summary>Loads a model of it, compiled or not; null where it holds none.</summary>
    public Func<string, bool, LoadedModel>? Model { get; init; }

    /// <summary>Loads weights of it into a model; null where it holds none.</summary>
    public Func<string, Model, WeightOptions, WeightReport>? Weights { get; init; }

    /// <summary>Whether its arrays have names that another framework may have given.</summary>
    public bool HasNames { get; init; }

    /// <summary>What to do with such a file, where it cannot be loaded.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The format of a file of which a model is wanted.</summary>
    /// <exception cref="LaminaFormatException">No model is in it; the message says what it is and what helps.</exception>
    public static FileFormat OfModel(string path)
    {
        var format = Of(path, "no model that Lamina knows");
        return format.Model is not null ? format : throw Refused(
            path, format, format.Weights is null ? "" : ", which holds weights and no model", "Model.Load");
    }

    /// <summary>The format of a file of which weights are wanted.</summary>
    /// <exception cref="LaminaFormatException">No weights are in it; the message says what it is and what helps.</exception>
    public static FileFormat OfWeights(string path)
    {
        var format = Of(path, "no weights that Lamina knows");
        return format.Weights is not null ? format : throw Refused(
            path, format, format.Model is null ? "" : ", whose weights are not read without their model", "LoadWeights");
    }

    private static FileFormat Of(string path, string none)
    {
        var start = FileStart.Of(path);
        return FileFormats.All.FirstOrDefault(format => format.Matches(start)) ?? throw new LaminaFormatException(
            $"{path}: the file holds {none}: it {Begins(start)}."
            + "\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is.");
    }

    private static LaminaFormatException Refused(string path, FileFormat format, string what, string method) =>
        new($"{path}: this is {format.Name}{what}; {method} cannot read it."
            + (format.Hint.Length == 0 ? "" : $"\n  hint: {format.Hint}"));

    private static string Begins(FileStart start) => start switch
    {
        { IsFolder: true } => "is a folder",
        { Size: 0 } => "is empty",
        { Bytes: var bytes } when bytes.Take(16).All(value => value is >= 32 and < 127) =>
            $"begins with \"{System.Text.Encoding.ASCII.GetString(bytes[..Math.Min(16, bytes.Length)])}\"",
        { Bytes: var bytes } => $"begins with the bytes {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}",
    };
}
