using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;

namespace Lamina.NN;

/// <content>Loading.</content>
public static partial class ModelFiles
{
    extension(Model model)
    {
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

        /// <summary>The model of a file that <c>Save</c> wrote: same names, same weights, compiled as it was.</summary>
        /// <param name="path">The file.</param>
        /// <param name="compile">Whether to compile the model as it was when it was saved.</param>
        /// <param name="customObjects">What names of classes and functions in the file stand for that Lamina does not
        /// know.</param>
        /// <remarks>Nothing in a file is ever executed: layers are those that Lamina knows, and others are refused by
        /// name.</remarks>
        /// <exception cref="LaminaFormatException">The file is damaged, holds a class that is not known, or weights that are
        /// not those of the model.</exception>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        public static Model Load(string path, bool compile = true, CustomObjects? customObjects = null)
        {
            using var scope = CustomObjects.Enter(customObjects);
            return KerasArchive.Read(path, compile);
        }

        /// <summary>The model of a text that <c>ToJson</c> or Keras wrote, with new weights.</summary>
        /// <param name="json">The text; also that of a <c>config.json</c>.</param>
        /// <param name="compile">Whether to compile the model if the text says how; by RMSprop where it names no
        /// optimizer, as Keras does.</param>
        /// <param name="customObjects">What names of classes and functions in the text stand for that Lamina does not
        /// know.</param>
        /// <exception cref="LaminaFormatException">The text is not that of a model, or names a class that is not
        /// known.</exception>
        public static Model FromJson(string json, bool compile = true, CustomObjects? customObjects = null)
        {
            ArgumentNullException.ThrowIfNull(json);
            using var scope = CustomObjects.Enter(customObjects);
            return ModelJson.Read(json, "The JSON text", compile);
        }
    }
}
