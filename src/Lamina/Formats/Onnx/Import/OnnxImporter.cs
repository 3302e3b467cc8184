using Lamina.Formats.Keras;
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
    public static Model Read(ReadOnlyMemory<byte> bytes, string name, string? folder = null) => ReadAll(bytes, name, folder).Model;

    /// <summary>The model of a file.</summary>
    /// <param name="path">The file; values in files of their own lie beside it.</param>
    /// <exception cref="LaminaFormatException">As for <see cref="Read"/>.</exception>
    public static Model Load(string path) => Load(path, compile: false).Model;

    /// <summary>The model of a file, and which of its variables was given which initializer.</summary>
    /// <param name="path">The file; values in files of their own lie beside it.</param>
    /// <param name="compile">Whether to compile the model; files of ONNX do not say how.</param>
    /// <exception cref="LaminaFormatException">As for <see cref="Read"/>.</exception>
    public static LoadedModel Load(string path, bool compile)
    {
        _ = compile;
        return new FileInfo(path).Length is var length && length <= Array.MaxLength
            ? ReadAll(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)))
            : throw new LaminaFormatException($"{path}: it has {length} bytes, and a file of ONNX holds at most {OnnxFile.MostBytes}.");
    }

    /// <summary>Whether a file may be one of ONNX: it begins with the version of its form, or is called so.</summary>
    public static bool Matches(FileStart start) =>
        start.Bytes is [0x08, > 0 and < 32, 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42, ..]
        || (start.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && !start.IsFolder);

    private static LoadedModel ReadAll(ReadOnlyMemory<byte> bytes, string name, string? folder)
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
            return AwaitedWeights.While(() => ModelImport.Run(ImportGraph.Of(model, file)));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            throw new LaminaFormatException($"{name}: {e.Message}", e);
        }
    }
}
