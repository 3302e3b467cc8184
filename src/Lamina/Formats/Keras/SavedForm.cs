using Lamina.Formats.Numpy;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>A form of file that a model is saved in.</summary>
/// <param name="Ending">How the names of such files end.</param>
/// <param name="Write">Writes a model to a path, whole or not at all.</param>
internal sealed record SavedForm(string Ending, Action<string, Model> Write)
{
    /// <summary>Forms of whole models.</summary>
    public static IReadOnlyList<SavedForm> OfModels { get; } =
    [
        new(".keras", KerasArchive.Write),
        new(".h5", LegacyFile.Write),
        new(".hdf5", LegacyFile.Write),
    ];

    /// <summary>Forms of weights alone. A form whose ending is the end of another's stands behind it.</summary>
    public static IReadOnlyList<SavedForm> OfWeights { get; } =
    [
        new(".weights.h5", static (path, model) => AtomicFile.Write(path, WeightTree.Of(model).Write)),
        new(".weights.npz", static (path, model) => NpzFile.Write(path, WeightSet.Of(model))),
        new(".safetensors", NamedWeights.WriteSafeTensors),
        new(".npz", static (path, model) => NpzFile.Write(path, WeightSet.Of(model))),
    ];

    /// <summary>The form of a whole model that a path names.</summary>
    /// <param name="path">The path.</param>
    /// <param name="method">Who asks.</param>
    /// <exception cref="ArgumentException">It names none; the message lists all.</exception>
    public static SavedForm OfModel(string path, string method) => Find(
        OfModels, path, method, OfWeights, "SaveWeights writes weights alone; Export writes .onnx.");

    /// <summary>The form of weights that a path names.</summary>
    /// <param name="path">The path.</param>
    /// <param name="method">Who asks.</param>
    /// <exception cref="ArgumentException">It names none; the message lists all.</exception>
    public static SavedForm OfWeightsAlone(string path, string method) => Find(
        OfWeights, path, method, [], "Save writes the whole model.");

    private static SavedForm Find(
        IReadOnlyList<SavedForm> forms, string path, string method, IReadOnlyList<SavedForm> others, string hint)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return others.Any(HasEnding) || forms.FirstOrDefault(HasEnding) is not { } form
            ? throw new ArgumentException(
                $"{method} needs a path that ends in {Listed(forms)}; it was given '{path}'.\n  hint: {hint}", nameof(path))
            : form;

        bool HasEnding(SavedForm form) => path.EndsWith(form.Ending, StringComparison.OrdinalIgnoreCase);
    }

    private static string Listed(IReadOnlyList<SavedForm> forms)
    {
        string[] endings = [.. forms.Select(form => $"'{form.Ending}'")];
        return $"{string.Join(", ", endings[..^1])} or {endings[^1]}";
    }
}
