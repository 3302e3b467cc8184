using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>The <c>.keras</c> file: a zip of <c>metadata.json</c>, <c>config.json</c> and the weights.</summary>
internal static partial class KerasArchive
{
    /// <summary>The version of Keras whose files these are.</summary>
    public const string KerasVersion = "3.16.0";

    private const string Metadata = "metadata.json";
    private const string Config = "config.json";
    private const string Weights = "model.weights.npz";
    private const string Hdf5 = "model.weights.h5";

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string path, Model model) => AtomicFile.Write(path, stream =>
    {
        var config = KerasObject.Write(model);
        config["compile_config"] = CompileConfig.Write(model, withOptimizer: true);
        var metadata = new JsonObject
        {
            ["keras_version"] = KerasVersion,
            ["date_saved"] = DateTime.Now.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        };
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        WriteText(zip, Metadata, metadata);
        WriteText(zip, Config, config);
        using (var weights = Entry(zip, Hdf5).Open())
        {
            WeightTree.Of(model).Write(weights);
        }

        foreach (var (name, text) in VocabularyFiles.Of(model))
        {
            using var content = Entry(zip, name).Open();
            content.Write(Encoding.UTF8.GetBytes(text));
        }
    });

    private static void WriteText(ZipArchive zip, string name, JsonObject node)
    {
        using var content = Entry(zip, name).Open();
        content.Write(Encoding.UTF8.GetBytes(PythonJson.Write(node)));
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        return entry;
    }
}
