using Lamina.Formats.Onnx;
using Lamina.Formats.Onnx.Export;

namespace Lamina.NN;

/// <summary>Models as files of other programs.</summary>
public static class ModelExport
{
    internal const string Onnx = ".onnx";

    extension(Model model)
    {
        /// <summary>Writes what the model predicts as a file for another program: <c>.onnx</c>, for ONNX Runtime and what
        /// else reads ONNX.</summary>
        /// <remarks>
        /// <para>The file holds the model in inference: dropout and the like do nothing, and how it is trained is left out. Any
        /// number of samples may be given to it at once. Weights have the names that they have here.</para>
        /// <para>The operators are those of ONNX 1.12 (version 17). See docs/onnx.md for what is exported how.</para>
        /// </remarks>
        /// <param name="path">Where to; ends in <c>.onnx</c>.</param>
        /// <exception cref="ArgumentException">The path does not end in <c>.onnx</c>.</exception>
        /// <exception cref="InvalidOperationException">The model is not built.</exception>
        /// <exception cref="NotSupportedException">ONNX cannot say what a layer does; the message names it.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        public void Export(string path)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            if (!path.EndsWith(Onnx, StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"Export needs a path that ends in '{Onnx}'; it was given '{path}'."
                    + "\n  hint: Save writes the files that Keras and Lamina open.",
                    nameof(path));
            }

            OnnxFile.Write(path, OnnxExport.Of(model));
        }
    }
}
