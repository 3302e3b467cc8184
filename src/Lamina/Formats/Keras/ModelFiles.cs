using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;

namespace Lamina.NN;

/// <summary>Models as files and as text, in the forms of Keras.</summary>
public static partial class ModelFiles
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

        /// <summary>The model's layers, and what it is compiled with besides the optimizer, as text; without weights.</summary>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        public string ToJson() => ModelJson.Write(model);

        /// <summary>A model of the same layers with new weights, not compiled.</summary>
        /// <remarks><c>copy.SetWeights(model.GetWeights())</c> gives it the same weights.</remarks>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        public Model Clone() => KerasModel.Read(KerasObject.Write(model));
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
