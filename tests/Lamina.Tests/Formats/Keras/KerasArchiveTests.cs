using System.IO.Compression;
using System.Text;
using Lamina.Formats.Numpy;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

[Collection(ProcessWide.Name)]
public sealed class KerasArchiveTests : IDisposable
{
    private const string Dense = """
        {"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2}, "registered_name": null}
        """;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["m.keras"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_not_a_zip_file_is_refused()
    {
        System.IO.File.WriteAllText(File, "no zip");
        Assert.StartsWith($"{File}: the file holds no model that Lamina knows: it begins with \"no zip\".", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        ModelFilesTests.Trained("dense layers", 1).Save(File);
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 40))
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            Assert.Contains(File, Error(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_byte_is_told_or_harmless()
    {
        ModelFilesTests.Trained("dense layers", 1).Save(File);
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < bytes.Length; at += 41)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 0x15;
            System.IO.File.WriteAllBytes(File, damaged);
            if (Record.Exception(() => Model.Load(File)) is { } error)
            {
                Assert.Contains(File, Assert.IsType<LaminaFormatException>(error).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_missing_config_is_named()
    {
        Zip(("metadata.json", "{}"));
        Assert.Equal($"{File}: a .keras file has an entry 'config.json'; this zip file has none.", Error());
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        Zip(("config.json", Sequential(Dense)));
        Assert.Equal($"{File}: a .keras file has an entry 'model.weights.h5' or 'model.weights.npz'; this zip file has neither.", Error());
    }

    [Fact]
    public void Weights_that_are_no_HDF5_are_told()
    {
        Zip(("config.json", Sequential(Dense)), ("model.weights.h5", "no HDF5"));
        Assert.StartsWith($"{File} › model.weights.h5: ", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_layer_is_named()
    {
        Zip(("config.json", Sequential(Dense.Replace("Dense", "Dens", StringComparison.Ordinal))));
        Assert.Equal(
            $"{File} › config.json: layer 'd': unknown class 'Dens' of keras.layers; did you mean 'Dense'?"
            + "\n  hint: a class of your own is registered in code, and given as customObjects: new CustomObjects().AddLayer(\"Dens\", config => new Dens(..))",
            Error());
    }

    [Fact]
    public void An_unknown_argument_is_named()
    {
        Zip(("config.json", Sequential(Dense.Replace("units", "unit", StringComparison.Ordinal))));
        Assert.StartsWith($"{File} › config.json: layer 'd': Dense has no argument 'unit'; did you mean 'units'?", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_argument_is_named()
    {
        Zip(("config.json", Sequential(Dense.Replace(", \"units\": 2", "", StringComparison.Ordinal))));
        Assert.Equal($"{File} › config.json: layer 'd': Dense needs the argument 'units'.", Error());
    }

    [Theory]
    [InlineData("\"quantization_config\": \"int8\"", "layer 'd': Dense: the argument 'quantization_config' is \"int8\"; Lamina computes in float32 and float64, not in whole numbers.")]
    [InlineData("\"dtype\": \"int8\"", "layer 'd': Dense: the dtype policy is \"int8\"; Lamina has layers of float32 and of float64.\n  hint: in Keras, save the model as it was before it was quantized.")]
    public void An_argument_that_Lamina_has_not_is_refused(string argument, string message)
    {
        Zip(("config.json", Sequential(Dense.Replace("\"units\"", $"{argument}, \"units\"", StringComparison.Ordinal))));
        Assert.Equal($"{File} › config.json: {message}", Error());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"class_name\": 3}")]
    [InlineData("{\"class_name\": \"Lambda\", \"config\": {}}")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [null]}}")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [3]}}")]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": [], \"input_layers\": [[\"a\", 0, 0]], \"output_layers\": [[\"a\", 0, 0]]}}")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"units\": -1}}]}}")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"InputLayer\", \"config\": {\"batch_shape\": \"x\"}}]}}")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"units\": 2000000000}, \"build_config\": {\"input_shape\": [null, 2000000000]}}]}}")]
    public void Anything_that_is_not_a_model_is_refused(string config)
    {
        Zip(("config.json", config));
        Assert.StartsWith($"{File} › config.json: ", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_that_is_nested_without_end_is_refused()
    {
        Zip(("config.json", new string('[', 1_000_000)));
        Assert.StartsWith($"{File} › config.json: ", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_wait_for_each_other_are_refused()
    {
        var call = """, "name": "d", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["d", 0, 0]}}], "kwargs": {}}]}""";
        Zip(("config.json", $$$"""
            {"class_name": "Functional", "config": {"name": "f", "layers": [{{{Dense.Trim()[..^1]}}}{{{call}}}],
             "input_layers": [["d", 0, 0]], "output_layers": [["d", 0, 0]]}}
            """));
        Assert.Equal(
            $"{File} › config.json: layer 'f': the layers 'd' → 'd' read each other in a circle; the layers of a model follow one another without one.",
            Error());
    }

    [Fact]
    public void An_entry_that_is_there_twice_is_refused()
    {
        Zip(("config.json", Sequential(Dense)), ("config.json", Sequential(Dense)));
        Assert.Equal($"{File}: every entry of a .keras file has a name of its own; 'config.json' is there twice.", Error());
    }

    [Fact]
    public void Entries_outside_the_archive_are_never_written()
    {
        var model = SavedModels.Create("dense layers");
        model.Save(File);
        using (var zip = ZipFile.Open(File, ZipArchiveMode.Update))
        {
            using var writer = new StreamWriter(zip.CreateEntry("../outside.txt").Open());
            writer.Write("x");
        }

        Model.Load(File);
        Assert.Equal(["m.keras"], _folder.Files);
        Assert.False(System.IO.File.Exists(Path.Combine(_folder.Path, "..", "outside.txt")));
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        using (var zip = ZipFile.Open(File, ZipArchiveMode.Create))
        {
            using var content = zip.CreateEntry("config.json", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 65; i++)
            {
                content.Write(zeros);
            }
        }

        Assert.StartsWith(
            $"{File} › config.json: Lamina unpacks entries to at most 100 times their size; this one claims {65 << 20} bytes of ",
            Error(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void All_weights_that_do_not_fit_are_named_at_once()
    {
        var model = new Sequential([new Input(4), new Dense(2), new Dense(3)]);
        NpzFile.Write(_folder["w.weights.npz"], new Dictionary<string, Tensor>
        {
            ["layers/dense/vars/0"] = Tensor.Zeros([4, 5]),
            ["layers/dense_1/vars/0"] = Tensor.Zeros([2, 3]),
            ["layers/dense_1/vars/1"] = Tensor.Zeros([3]),
            ["layers/dense_2/vars/0"] = Tensor.Zeros([1]),
        });
        var before = ModelFilesTests.Describe(model);
        var error = Assert.Throws<LaminaFormatException>(() => model.LoadWeights(_folder["w.weights.npz"]));
        Assert.Equal(
            $"""
            {_folder["w.weights.npz"]}: the weights are not those of the model.
              other shape or type: layers/dense/vars/0 is float32[4, 5]; the model has sequential/dense/kernel float32[4, 2]
              missing: layers/dense/vars/1, which is sequential/dense/bias float32[2]
              left over: layers/dense_2/vars/0, float32[1]
              hint: skipMismatch: true loads what fits, and reports the rest.
            """.ReplaceLineEndings("\n"),
            error.Message);
        Assert.Equal(before, ModelFilesTests.Describe(model));
    }

    [Fact]
    public void Other_endings_are_refused()
    {
        var model = SavedModels.Create("dense layers");
        Assert.Equal(
            "Save needs a path that ends in '.keras', '.h5' or '.hdf5'; it was given 'a.weights.h5'."
            + "\n  hint: SaveWeights writes weights alone; Export writes .onnx. (Parameter 'path')",
            Assert.Throws<ArgumentException>(() => model.Save("a.weights.h5")).Message);
        Assert.Equal(
            "SaveWeights needs a path that ends in '.weights.h5', '.weights.npz', '.safetensors' or '.npz'; it was given 'a.h5'."
            + "\n  hint: Save writes the whole model. (Parameter 'path')",
            Assert.Throws<ArgumentException>(() => model.SaveWeights("a.h5")).Message);
    }

    [Fact]
    public void A_failed_save_keeps_the_old_file()
    {
        SavedModels.Create("dense layers").Save(File);
        var before = System.IO.File.ReadAllBytes(File);
        var other = new Sequential([new Input(2), new ActivationLayer(Activation.Custom("mine", x => x))]);
        Assert.Contains("has no counterpart in Keras", Assert.Throws<NotSupportedException>(() => other.Save(File)).Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal(["m.keras"], _folder.Files);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => SavedModels.Create("dense layers").Save(_folder["no/m.keras"]));
        Assert.Contains(_folder["no/m.keras"], error.Message, StringComparison.Ordinal);
    }

    private static string Sequential(params string[] layers) =>
        $$$"""{"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{{{string.Join(", ", layers)}}}]}, "registered_name": null}""";

    private string Error() => Assert.Throws<LaminaFormatException>(() => Model.Load(File)).Message;

    private void Zip(params (string Name, string Text)[] entries)
    {
        using var zip = new ZipArchive(System.IO.File.Create(File), ZipArchiveMode.Create);
        foreach (var (name, text) in entries)
        {
            using var content = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            content.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
