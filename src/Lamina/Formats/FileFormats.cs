using Lamina.Formats.Hdf5;
using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;
using Lamina.Formats.Onnx.Import;
using Lamina.NN;

namespace Lamina.Formats;

/// <summary>The kinds of files, in the order in which they are tried: those that can be loaded, and those that people try to
/// load and that another tool must turn into one first.</summary>
internal static class FileFormats
{
    private const string InKeras =
        "load it in Python with what wrote it, save the model with model.save('model.keras'), and load that file.";

    private const string IntoModel =
        "build the model in code, or load it from its own file, and call model.LoadWeights(path).";

    /// <summary>The kinds.</summary>
    public static FileFormat[] All { get; } =
    [
        new("an HDF5 file", static start => start.IsHdf5) { Model = LegacyModelFile.Read, Weights = FromHdf5 },
        new("a PyTorch checkpoint", static start => start.Entries.Any(IsPickleOfTorch))
        {
            Hint = "in Python, export the model with torch.onnx.export, or save its tensors with safetensors.",
        },
        new("an .npz file", static start => start.IsZip && start.Entries.All(IsArray)
            && (start.Entries.Count > 0 || (start.HasName(".npz") && start.StartsWith("PK\x05\x06"u8))))
        {
            Weights = FromNpz,
            HasNames = true,
            Hint = IntoModel,
        },
        new("a .keras archive", static start => start.IsZip) { Model = KerasArchive.Read, Weights = KerasArchive.ReadWeights },
        new("a safetensors file", IsSafeTensors) { Weights = NamedWeights.FromSafeTensors, HasNames = true, Hint = IntoModel },
        new("a SavedModel folder of TensorFlow", static start => start.HasFile("saved_model.pb")) { Hint = InKeras },
        new("a checkpoint folder of TensorFlow", static start => start.HasFile("checkpoint")) { Hint = InKeras },
        new("a folder", static start => start.IsFolder) { Hint = "give the path of a file." },
        new("a TensorFlow Lite model", static start => start.HasAt(4, "TFL3"u8)) { Hint = InKeras },
        new("an .npy file, one array", static start => start.StartsWith([0x93, .. "NUMPY"u8]))
        {
            Hint = "NpyFile.Read reads it.",
        },
        new("a Python pickle, which may run code when it is read", IsPickle) { Hint = InKeras },
        new("a pointer of Git LFS, not the file itself", static start => start.StartsWith("version https://git-lfs"u8))
        {
            Hint = "fetch the file with git lfs pull.",
        },
        new("a web page", static start => start.Contains("<html") || start.Contains("<!DOCTYPE html"))
        {
            Hint = "the download gave a page instead of the file; open the address in a browser.",
        },
        new("a model of TensorFlow.js", IsTensorFlowJs)
        {
            Hint = "turn it into a Keras file with"
                + " tensorflowjs_converter --input_format tfjs_layers_model --output_format keras.",
        },
        new("the text of a model without its weights", static start => IsJson(start) && start.Contains("class_name"))
        {
            Hint = "Model.FromJson(File.ReadAllText(path)) builds the model; LoadWeights gives it weights.",
        },
        new("gzip data", static start => start.StartsWith([0x1F, 0x8B])) { Hint = "unpack it first." },
        new("a frozen graph of TensorFlow", IsFrozenGraph) { Hint = InKeras },
        new("an ONNX model", OnnxImporter.Matches)
        {
            Model = OnnxImporter.Load,
            Hint = "Model.Load gives the model with its weights.",
        },
    ];

    private static WeightReport FromHdf5(string path, Model model, WeightOptions options)
    {
        using var file = Hdf5File.Open(path);
        return WeightLoader.Load(model, file.Root, path, options);
    }

    private static WeightReport FromNpz(string path, Model model, WeightOptions options) => NamedWeights.Load(
        model, [.. NpzFile.Read(path).Select(pair => SourceArray.Of(pair.Key, pair.Value))], path, options);

    private static bool IsArray(string entry) => entry.EndsWith(".npy", StringComparison.Ordinal);

    private static bool IsPickleOfTorch(string entry) =>
        entry.EndsWith("/data.pkl", StringComparison.Ordinal) || entry == "data.pkl";

    // Eight bytes of length, then a JSON object.
    private static bool IsSafeTensors(FileStart start) => start.Bytes.Length > 8
        && BitConverter.ToUInt64(start.Bytes, 0) is > 1 and var length && length <= (ulong)start.Size
        && start.Bytes[8] == (byte)'{';

    private static bool IsPickle(FileStart start) => start.Bytes is [0x80, >= 2 and <= 5, ..];

    private static bool IsJson(FileStart start) => start.Bytes.FirstOrDefault(value => value > 32) == (byte)'{';

    private static bool IsTensorFlowJs(FileStart start) =>
        IsJson(start) && (start.Contains("modelTopology") || start.Contains("weightsManifest"));

    // A GraphDef is a list of nodes: field 1, each with a name in its own field 1.
    private static bool IsFrozenGraph(FileStart start) =>
        start.HasName(".pb") && start.Bytes is [0x0A, _, _, ..];
}
