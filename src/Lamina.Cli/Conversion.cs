using Lamina.Formats;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;
using Lamina.Formats.SafeTensors;
using Lamina.NN;

namespace Lamina.Cli;

/// <summary>A form that files are converted into, by the ending of their names.</summary>
/// <param name="Ending">The ending.</param>
/// <param name="HoldsModel">Whether such a file holds a whole model, and not weights alone.</param>
/// <param name="Write">Writes a model.</param>
internal sealed record Conversion(string Ending, bool HoldsModel, Action<Model, string> Write)
{
    private const string PlaceOfLayers = "layers/";

    // An ending that is the end of another stands behind it.
    private static readonly Conversion[] Table =
    [
        new(".keras", true, static (model, path) => model.Save(path)),
        new(".weights.h5", false, static (model, path) => model.SaveWeights(path)) { WriteArrays = WriteTree },
        new(".h5", true, static (model, path) => model.Save(path)),
        new(".hdf5", true, static (model, path) => model.Save(path)),
        new(".npz", false, static (model, path) => model.SaveWeights(path)) { WriteArrays = NpzFile.Write },
        new(".safetensors", false, static (model, path) => model.SaveWeights(path))
        {
            WriteArrays = static (path, arrays) => SafeTensorsFile.Write(path, arrays),
        },
        new(".onnx", true, static (model, path) => model.Export(path)),
    ];

    /// <summary>Writes arrays under the names that they have; null where the form holds models only.</summary>
    public Action<string, IEnumerable<KeyValuePair<string, Tensor>>>? WriteArrays { get; private init; }

    /// <summary>All endings.</summary>
    public static IEnumerable<string> Endings => Table.Select(form => form.Ending);

    /// <summary>The form that a path names.</summary>
    /// <exception cref="UsageException">It names none; the message lists all.</exception>
    public static Conversion Of(string path) =>
        Array.Find(Table, form => path.EndsWith(form.Ending, StringComparison.OrdinalIgnoreCase)) ?? throw new UsageException(
            $"the ending of the second file says what to convert into; '{path}' has none of {string.Join(", ", Endings)}.", path);

    /// <summary>The form of a whole model that a path names.</summary>
    /// <exception cref="UsageException">It names none; the message lists all.</exception>
    public static Conversion OfModel(string path) =>
        Array.Find(Table, form => path.EndsWith(form.Ending, StringComparison.OrdinalIgnoreCase)) is { HoldsModel: true } form
            ? form
            : throw new UsageException(
                $"a model is saved in a file that ends in {string.Join(", ", Table.Where(form => form.HoldsModel).Select(form => form.Ending))};"
                + $" '{path}' does not.",
                path);

    /// <summary>The arrays of a file that holds weights and no model.</summary>
    /// <returns>Null where the file holds a model, or is of a kind whose error is told by who loads models.</returns>
    /// <exception cref="LaminaFormatException">The file is damaged.</exception>
    public static IReadOnlyList<KeyValuePair<string, Tensor>>? ArraysOf(string path)
    {
        var start = FileStart.Of(path);
        var format = FileFormats.All.FirstOrDefault(format => format.Matches(start));
        if (start.IsHdf5)
        {
            using var file = Hdf5File.Open(path);
            return file.Root.Attributes.ContainsKey("model_config")
                ? null
                : [.. file.Root.Datasets().Select(pair => KeyValuePair.Create(pair.Path, pair.Dataset.Read()))];
        }

        return format is not { Model: null, Weights: not null } ? null
            : start.IsZip ? [.. NpzFile.Read(path)]
            : [.. SafeTensorsFile.Read(path)];
    }

    // Arrays in HDF5 are found by the places of layers, which other names do not give.
    private static void WriteTree(string path, IEnumerable<KeyValuePair<string, Tensor>> arrays)
    {
        var tree = new Hdf5Tree();
        foreach (var (name, array) in arrays)
        {
            var place = WeightContainer.Plain(name);
            if (!place.StartsWith(PlaceOfLayers, StringComparison.Ordinal) && !place.StartsWith(WeightPaths.Optimizer, StringComparison.Ordinal)
                && !place.StartsWith(WeightPaths.Own, StringComparison.Ordinal))
            {
                throw new UsageException(
                    $"a .weights.h5 file has arrays by the places of layers, such as layers/dense/vars/0; '{name}' is none."
                    + $"\n  hint: lamina convert MODEL {path} --weights FILE takes the places from a model.",
                    path);
            }

            tree.Add(name, array);
        }

        AtomicFile.Write(path, tree.Write);
    }
}
