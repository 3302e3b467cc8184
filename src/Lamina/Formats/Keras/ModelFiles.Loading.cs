using Lamina.Formats;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <content>Loading.</content>
public static partial class ModelFiles
{
    extension(Model model)
    {
        /// <summary>Sets all weights from a file, or none; if the model is compiled alike, also the state of its
        /// training.</summary>
        /// <remarks>
        /// <para>The content says what the file is, not its name: <c>.weights.h5</c> of Keras 3, <c>.h5</c> of any Keras with
        /// weights alone or a whole model, <c>.keras</c>, <c>.npz</c>, <c>.safetensors</c>.</para>
        /// <para>Arrays are found by the places or names that they have in the file, then by order, then by shape where only one
        /// fits. Print the report to see how.</para>
        /// </remarks>
        /// <param name="path">The file.</param>
        /// <param name="skipMismatch">Whether what does not fit is left as it is and reported, instead of being an
        /// error.</param>
        /// <param name="byName">Whether, of an <c>.h5</c> file of the older form, only layers are loaded whose names the model has
        /// too; the state of training is left then.</param>
        /// <param name="names">How names in an <c>.npz</c> or <c>.safetensors</c> file become paths of the model's variables:
        /// <see cref="NameMap.PyTorch"/> for files of PyTorch; null where the file has such paths, or Keras's places.</param>
        /// <returns>Which variable was given which array.</returns>
        /// <exception cref="LaminaFormatException">The file is damaged, or its weights are not those of the model; all that
        /// differ are named.</exception>
        /// <exception cref="ArgumentException">Names are mapped, and the file is of a kind that has none.</exception>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        public WeightReport LoadWeights(string path, bool skipMismatch = false, bool byName = false, NameMap? names = null)
        {
            var format = FileFormat.OfWeights(path);
            return names is null || format.HasNames
                ? format.Weights!(path, model, new WeightOptions(skipMismatch, byName) { Names = names })
                : throw new ArgumentException(
                    $"LoadWeights maps names of .npz and .safetensors files; '{path}' is {format.Name}.", nameof(names));
        }

        /// <summary>The model of a file that <c>Save</c> or any Keras wrote: same names, same weights, compiled as it
        /// was.</summary>
        /// <param name="path">The file.</param>
        /// <param name="compile">Whether to compile the model as it was when it was saved.</param>
        /// <param name="customObjects">What names of classes and functions in the file stand for that Lamina does not
        /// know.</param>
        /// <remarks>
        /// <para>The content says what the file is, not its name: a <c>.keras</c> archive, or HDF5 as Keras 1, 2 and 3 write
        /// it.</para>
        /// <para>A loss, metric or optimizer that Lamina does not know leaves the model uncompiled, for it predicts without;
        /// <c>Fit</c> and <c>Evaluate</c> then say why.</para>
        /// <para>Nothing in a file is ever executed: layers are those that Lamina knows, and others are refused by
        /// name.</para>
        /// </remarks>
        /// <exception cref="LaminaFormatException">The file is damaged, holds a class that is not known, or weights that are
        /// not those of the model; or it is no file of a model, and the message says what it is.</exception>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        public static Model Load(string path, bool compile = true, CustomObjects? customObjects = null) =>
            Load(path, out _, compile, customObjects);

        /// <summary>The model of a file, and how its weights were found.</summary>
        /// <param name="path">The file.</param>
        /// <param name="report">Which variable was given which array, and what could not be taken over.</param>
        /// <param name="compile">Whether to compile the model as it was when it was saved.</param>
        /// <param name="customObjects">What names of classes and functions in the file stand for that Lamina does not
        /// know.</param>
        /// <exception cref="LaminaFormatException">The file is damaged, holds a class that is not known, or weights that are
        /// not those of the model; or it is no file of a model, and the message says what it is.</exception>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        public static Model Load(string path, out WeightReport report, bool compile = true, CustomObjects? customObjects = null)
        {
            using var scope = CustomObjects.Enter(customObjects);
            (var loaded, report) = FileFormat.OfModel(path).Model!(path, compile);
            return loaded;
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
