using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;

namespace Lamina.NN;

/// <summary>Models as files and as text, in the forms of Keras.</summary>
public static class ModelFiles
{
    internal const string Archive = ".keras";
    internal const string WeightsOnly = ".weights.npz";

    extension(Model model)
    {
        /// <summary>Saves the whole model: its layers, weights, and how it is compiled, with all that training needs to go
        /// on where it stopped.</summary>
        /// <remarks>
        /// <para>The file is a <c>.keras</c> archive of Keras 3.16 whose weights are in <c>model.weights.npz</c>. Keras
        /// itself reads weights in HDF5 only, so it opens the configuration of such a file, but not its weights.</para>
        /// <para>Besides what Keras saves, the number of training steps and the keys of random layers are kept: behind
        /// <c>Load</c>, dropout goes on with the numbers that it would have drawn. The order of
        /// shuffled samples comes from <see cref="Seed"/> and is not kept.</para>
        /// <para>An old file is replaced only when the new one is whole.</para>
        /// </remarks>
        /// <param name="path">Where to; ends in <c>.keras</c>.</param>
        /// <exception cref="ArgumentException">The path does not end in <c>.keras</c>.</exception>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public void Save(string path)
        {
            RequireEnding(path, nameof(Save), Archive);
            Naming(path, () => KerasArchive.Write(path, model));
        }

        /// <summary>Saves the weights alone and, for a compiled model, the state of its training.</summary>
        /// <param name="path">Where to; ends in <c>.weights.npz</c>.</param>
        /// <exception cref="ArgumentException">The path does not end in <c>.weights.npz</c>.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public void SaveWeights(string path)
        {
            RequireEnding(path, nameof(SaveWeights), WeightsOnly);
            Naming(path, () => NpzFile.Write(path, WeightSet.Of(model)));
        }

        /// <summary>Sets all weights from a file of <c>SaveWeights</c>, or none; if the model is compiled alike, also the
        /// state of its training.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="LaminaFormatException">The file is damaged, or its weights are not those of the model; all that
        /// differ are named.</exception>
        public void LoadWeights(string path)
        {
            RequireEnding(path, nameof(LoadWeights), WeightsOnly);
            WeightSet.Restore(model, NpzFile.Read(path), path);
        }

        /// <summary>The model's layers, and what it is compiled with besides the optimizer, as text; without weights.</summary>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        public string ToJson() => ModelJson.Write(model);

        /// <summary>A model of the same layers with new weights, not compiled.</summary>
        /// <remarks><c>copy.SetWeights(model.GetWeights())</c> gives it the same weights.</remarks>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        public Model Clone() => KerasModel.Read(KerasObject.Write(model));

        /// <summary>The model of a file that <c>Save</c> wrote: same names, same weights, compiled as it was.</summary>
        /// <param name="path">The file.</param>
        /// <param name="compile">Whether to compile the model as it was when it was saved.</param>
        /// <remarks>Nothing in a file is ever executed: layers are those that Lamina knows, and others are refused by
        /// name.</remarks>
        /// <exception cref="LaminaFormatException">The file is damaged, holds a class that is not known, or weights that are
        /// not those of the model.</exception>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        public static Model Load(string path, bool compile = true) => KerasArchive.Read(path, compile);

        /// <summary>The model of a text that <c>ToJson</c> or Keras wrote, with new weights.</summary>
        /// <param name="json">The text; also that of a <c>config.json</c>.</param>
        /// <param name="compile">Whether to compile the model if the text says how; by RMSprop where it names no
        /// optimizer, as Keras does.</param>
        /// <exception cref="LaminaFormatException">The text is not that of a model, or names a class that is not
        /// known.</exception>
        public static Model FromJson(string json, bool compile = true)
        {
            ArgumentNullException.ThrowIfNull(json);
            return ModelJson.Read(json, "The JSON text", compile);
        }
    }

    internal static void RequireEnding(string path, string method, string ending)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"{method} needs a path that ends in '{ending}'; it was given '{path}'.", nameof(path));
        }
    }

    // A full disk is told without the path.
    private static void Naming(string path, Action write)
    {
        try
        {
            write();
        }
        catch (IOException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new IOException($"Cannot write '{path}': {e.Message}", e);
        }
    }
}
