using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Models of ONNX files as models of layers.</summary>
/// <remarks>
/// <para>What Keras has layers for becomes such layers; every other operator becomes a layer of its own that runs tensor
/// operations. Weights are trained like others.</para>
/// <para>Nothing in a file is executed, lengths are checked against what is there, and what is computed of given values is
/// bounded by the size of the file.</para>
/// </remarks>
internal static class OnnxImporter
{
    /// <summary>The model of a file's bytes.</summary>
    /// <param name="bytes">The file; kept while the model is put together.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="folder">Where values in files of their own are looked for; nowhere when null.</param>
    /// <exception cref="LaminaFormatException">The file is damaged, or has operators that Lamina does not import; all of those
    /// are named.</exception>
    public static Model Read(ReadOnlyMemory<byte> bytes, string name, string? folder = null)
    {
        var model = OnnxModel.Read(bytes, name);
        var file = new ImportFile(name, folder)
        {
            Bytes = bytes.Length,
            KeepsDoubles = model.Graph?.Input.Any(input => input.Type?.ElemType == OnnxDataType.Double
                && model.Graph.Initializer.All(initializer => initializer.Name != input.Name)) ?? false,
        };
        try
        {
            return ModelImport.Run(ImportGraph.Of(model, file));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            throw new LaminaFormatException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>The model of a file.</summary>
    /// <param name="path">The file; values in files of their own lie beside it.</param>
    /// <exception cref="LaminaFormatException">As for <see cref="Read(ReadOnlyMemory{byte}, string, string?)"/>.</exception>
    public static Model Load(string path) => Read(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
}
