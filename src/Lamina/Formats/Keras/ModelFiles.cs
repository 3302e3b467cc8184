using System.Diagnostics.CodeAnalysis;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <summary>Models as files and as text, in the forms of Keras.</summary>
[SuppressMessage("Naming", "CA1708", Justification = "Blocks of extensions have no names that could differ.")]
public static partial class ModelFiles
{
    extension(Model model)
    {
        /// <summary>Saves the whole model: its layers, weights, and how it is compiled, with all that training needs to go
        /// on where it stopped.</summary>
        /// <remarks>
        /// <para>The file is one of Keras 3.16, by its ending: <c>.keras</c> is Keras's archive; <c>.h5</c> and <c>.hdf5</c>
        /// are its older form. Vocabularies that are not in the configuration are only in the archive.</para>
        /// <para>Besides what Keras saves, the number of training steps and the keys of random layers are kept, where Keras
        /// does not look: behind <c>Load</c>, dropout goes on with the numbers that it would have drawn. The order of
        /// shuffled samples comes from <see cref="Seed"/> and is not kept.</para>
        /// <para>An old file is replaced only when the new one is whole.</para>
        /// </remarks>
        /// <param name="path">Where to; ends in <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c>.</param>
        /// <param name="customObjects">Classes of one's own that the model has; those that it was read with, it remembers.</param>
        /// <exception cref="ArgumentException">The path has another ending.</exception>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public void Save(string path, CustomObjects? customObjects = null)
        {
            using var scope = CustomObjects.Enter(customObjects, model.CustomObjects);
            var form = SavedForm.OfModel(path, nameof(Save));
            Naming(path, () => form.Write(path, model));
        }

        /// <summary>Saves the weights alone and, for a compiled model, the state of its training.</summary>
        /// <remarks>A path that ends in <c>.weights.h5</c> gives Keras 3's file of weights; one that ends in <c>.npz</c>, NumPy's
        /// arrays under the same names. One that ends in <c>.safetensors</c> gives the weights of layers alone, under the paths
        /// of their variables, such as <c>sequential/dense/kernel</c>.</remarks>
        /// <param name="path">Where to.</param>
        /// <exception cref="ArgumentException">The path has another ending.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public void SaveWeights(string path)
        {
            var form = SavedForm.OfWeightsAlone(path, nameof(SaveWeights));
            Naming(path, () => form.Write(path, model));
        }

        /// <summary>The model's layers, and what it is compiled with besides the optimizer, as text; without weights.</summary>
        /// <param name="customObjects">Classes of one's own that the model has; those that it was read with, it remembers.</param>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        public string ToJson(CustomObjects? customObjects = null)
        {
            using var scope = CustomObjects.Enter(customObjects, model.CustomObjects);
            return ModelJson.Write(model);
        }

        /// <summary>A model of the same layers with new weights, not compiled.</summary>
        /// <remarks><c>copy.SetWeights(model.GetWeights())</c> gives it the same weights.</remarks>
        /// <param name="customObjects">Classes of one's own that the model has; those that it was read with, it remembers.</param>
        /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
        public Model Clone(CustomObjects? customObjects = null)
        {
            using var scope = CustomObjects.Enter(customObjects, model.CustomObjects);
            return KerasModel.Read(KerasObject.Write(model));
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
