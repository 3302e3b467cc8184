using System.Text;
using Lamina.Formats.Numpy;
using Lamina.Formats.SafeTensors;
using Lamina.NN;
using Lamina.Tests.Formats.Keras;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Files that are right, to be damaged.</summary>
internal static class FuzzSources
{
    public static IEnumerable<FuzzSource> Npy() =>
    [
        new("float32", Npy("<f4", "(2, 3)", 24)), new("Fortran order", Numpy.Npy.Of(">i8", "(3, 2)", new byte[48], fortran: true)),
        new("bytes", Npy("|u1", "(5,)", 5)), new("float16", Numpy.Npy.Of("<f2", "(4, 0)", [], version: 3)), new("scalar", Npy("|b1", "()", 1)),
    ];

    // What is cut into rows has a first axis, and C order.
    public static IEnumerable<FuzzSource> NpyOfRows() =>
        Npy().Where(source => source.Name is not ("Fortran order" or "scalar"));

    public static IEnumerable<FuzzSource> Npz()
    {
        var arrays = new Dictionary<string, Tensor> { ["a"] = Tensor.Ones([2, 3]), ["b/c"] = Tensor.From<int>([1, 2], [2]) };
        var stream = new MemoryStream();
        NpzFile.Write(stream, arrays);
        yield return new("stored", stream.ToArray());
        yield return new("packed", RawZip.Write([.. RawZip.Read(stream.ToArray()).Select(entry => entry.Deflated())]));
    }

    public static IEnumerable<FuzzSource> Idx()
    {
        byte[] plain = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, .. Enumerable.Range(0, 12).Select(i => (byte)i)];
        yield return new("plain", plain);
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        yield return new("gzip", packed.ToArray());
    }

    public static IEnumerable<FuzzSource> Json() =>
        Models().Select(pair => new FuzzSource(pair.Name, Encoding.UTF8.GetBytes(pair.Model.ToJson())));

    public static IEnumerable<FuzzSource> Keras() =>
        [.. Models().Select(pair => Saved(pair.Name, pair.Model, "m.keras", (model, path) => model.Save(path))), .. OfKeras(".keras")];

    public static IEnumerable<FuzzSource> SafeTensors()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsFile.Write(
            folder["a"],
            new Dictionary<string, Tensor>
            {
                ["a"] = Tensor.Ones([2, 3]),
                ["b"] = Tensor.From<int>([1, 2], [2]),
                ["c"] = Tensor.Zeros([0]),
            },
            new Dictionary<string, string> { ["format"] = "pt" });
        yield return new("three", File.ReadAllBytes(folder["a"]));
    }

    /// <summary>A model for files of weights alone.</summary>
    public static Model Weighed() => SavedModels.Create("all layers");

    public static IEnumerable<FuzzSource> WeightsNpz() => [Saved("all layers", Weighed(), "m.weights.npz", (model, path) => model.SaveWeights(path))];

    public static IEnumerable<FuzzSource> WeightsHdf5() => [Saved("all layers", Weighed(), "m.weights.h5", (model, path) => model.SaveWeights(path))];

    public static IEnumerable<FuzzSource> WeightsSafeTensors() =>
        [Saved("all layers", Weighed(), "m.safetensors", (model, path) => Lamina.Formats.Keras.NamedWeights.WriteSafeTensors(path, model))];

    public static IEnumerable<FuzzSource> Onnx() => Models().Where(pair => pair.Name is not "words")
        .Select(pair => Saved(pair.Name, pair.Model, "m.onnx", (model, path) => model.Export(path)));

    public static IEnumerable<FuzzSource> LegacyHdf5() =>
        [.. Models().Where(pair => pair.Name is not "words").Select(pair => Saved(pair.Name, pair.Model, "m.h5", (model, path) => model.Save(path))), .. OfKeras(".h5")];

    public static IEnumerable<FuzzSource> Hdf5() => [.. OfKeras(".weights.h5"), .. Hdf5OfPython.Files.Value];

    /// <summary>Files of other people, where they are beside the project.</summary>
    public static IEnumerable<FuzzSource> Wild() =>
        Within(Path.Combine(Golden.GoldenFolder.Path ?? "", "wild"), ".h5", ".hdf5", ".keras").Where(source => source.Bytes.Length < 1 << 17);

    // All models that Keras wrote for the tests.
    private static IEnumerable<FuzzSource> OfKeras(string ending)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Lamina.slnx")))
        {
            root = root.Parent;
        }

        return Within(Path.Combine(root?.FullName ?? "", "tests", "Lamina.Golden.Tests", "golden", "models"), ending);
    }

    private static IEnumerable<FuzzSource> Within(string folder, params string[] endings) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder)
        .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal) && (ending != ".h5" || !path.EndsWith(".weights.h5", StringComparison.Ordinal))))
        .Order(StringComparer.Ordinal)
        .Select(path => new FuzzSource(Path.GetFileName(path), File.ReadAllBytes(path)));

    private static FuzzSource Saved(string name, Model model, string file, Action<Model, string> save)
    {
        using var folder = new TemporaryFolder();
        save(model, folder[file]);
        return new(name, Undated(File.ReadAllBytes(folder[file])));
    }

    // The same bytes at any time.
    private static byte[] Undated(byte[] file)
    {
        if (!file.AsSpan().StartsWith("PK"u8))
        {
            return file;
        }

        return RawZip.Write([.. RawZip.Read(file).Select(entry => entry.Name != "metadata.json" ? entry : entry with
        {
            Content = [.. """{"keras_version": "3.16.0", "date_saved": "2026-01-01@00:00:00"}"""u8],
        })]);
    }

    private static IEnumerable<(string Name, Model Model)> Models()
    {
        Seed.Set(7);
        yield return ("dense layers", ModelFilesTests.Trained("dense layers", 1));
        yield return ("two inputs and two outputs", ModelFilesTests.Trained("two inputs and two outputs", 1));
        yield return ("a model in a model", SavedModels.Create("a model in a model"));
        yield return ("images", new Sequential(
            [new Input(6, 6, 2), new Conv2D(3, 3), new BatchNormalization(), new MaxPooling2D(2), new Flatten(), new Dense(2)]));
        yield return ("words", Words());
        yield return ("sequences", new Sequential([new Input(5), new Embedding(7, 3), new Bidirectional(new LSTM(2)), new Dense(1)]));
    }

    // With vocabularies in files of their own.
    private static Sequential Words()
    {
        var words = new TextVectorization(new TextVectorizationConfig { MaxTokens = 8, OutputMode = OutputMode.TfIdf });
        words.Adapt(Tensor.From(["the cat", "the dog and the cat"], [2]));
        return new Sequential([new Input(new InputConfig { BatchShape = [Shape.Unknown], DType = DType.String }), words, new Dense(2)]);
    }

    private static byte[] Npy(string type, string shape, int bytes) =>
        Numpy.Npy.Of(type, shape, [.. Enumerable.Range(0, bytes).Select(i => (byte)(i * 37))]);
}
