using System.IO.Compression;
using System.Text;
using Lamina.NN;

namespace Lamina.Tests.Formats;

/// <summary>What is said of files that are no model: what they are, and what helps.</summary>
public sealed class FileFormatTests : IDisposable
{
    private const string InKeras =
        "\n  hint: load it in Python with what wrote it, save the model with model.save('model.keras'), and load that file.";

    private static readonly (string Name, byte[] Content, string Expected)[] Table =
    [
        ("empty", [], "the file holds no model that Lamina knows: it is empty."
            + "\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("text", [.. "no model"u8], "the file holds no model that Lamina knows: it begins with \"no model\"."
            + "\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("bytes", [1, 2, 3, 0xFF], "the file holds no model that Lamina knows: it begins with the bytes 010203FF."
            + "\n  hint: Lamina goes by what is in a file, not by its name; lamina inspect shows what that is."),
        ("TensorFlow Lite", [0x1C, 0, 0, 0, .. "TFL3"u8], "this is a TensorFlow Lite model; Model.Load cannot read it." + InKeras),
        ("pickle", [0x80, 4, 0x95, 0], "this is a Python pickle, which may run code when it is read; Model.Load cannot read it." + InKeras),
        ("npy", [0x93, .. "NUMPY"u8, 1, 0], "this is an .npy file, one array; Model.Load cannot read it.\n  hint: NpyFile.Read reads it."),
        ("Git LFS", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:0"u8],
            "this is a pointer of Git LFS, not the file itself; Model.Load cannot read it.\n  hint: fetch the file with git lfs pull."),
        ("page", [.. "<!DOCTYPE html><html>"u8], "this is a web page; Model.Load cannot read it."
            + "\n  hint: the download gave a page instead of the file; open the address in a browser."),
        ("TensorFlow.js", [.. "{\"format\": \"layers-model\", \"modelTopology\": {\"class_name\": \"Sequential\"}}"u8],
            "this is a model of TensorFlow.js; Model.Load cannot read it."
            + "\n  hint: turn it into a Keras file with tensorflowjs_converter --input_format tfjs_layers_model --output_format keras."),
        ("JSON of a model", [.. "{\"class_name\": \"Sequential\", \"config\": {}}"u8],
            "this is the text of a model without its weights; Model.Load cannot read it."
            + "\n  hint: Model.FromJson(File.ReadAllText(path)) builds the model; LoadWeights gives it weights."),
        ("gzip", [0x1F, 0x8B, 8, 0], "this is gzip data; Model.Load cannot read it.\n  hint: unpack it first."),
        ("PyTorch", Zip("archive/data.pkl", "archive/data/0"), "this is a PyTorch checkpoint; Model.Load cannot read it."
            + "\n  hint: in Python, export the model with torch.onnx.export, or save its tensors with safetensors."),
        ("npz", Zip("a.npy"), "this is an .npz file, which holds weights and no model; Model.Load cannot read it."
            + "\n  hint: build the model in code, or load it from its own file, and call model.LoadWeights(path)."),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void A_file_that_is_no_model_is_told_by_its_content(string name)
    {
        var (_, content, expected) = Table.Single(row => row.Name == name);
        File.WriteAllBytes(_folder["m.keras"], content);
        Assert.Equal($"{_folder["m.keras"]}: {expected}", Assert.Throws<LaminaFormatException>(() => Model.Load(_folder["m.keras"])).Message);
    }

    [Fact]
    public void A_SavedModel_is_told_by_what_is_in_the_folder()
    {
        Directory.CreateDirectory(_folder["saved"]);
        File.WriteAllText(Path.Combine(_folder["saved"], "saved_model.pb"), "");
        Assert.Equal(
            $"{_folder["saved"]}: this is a SavedModel folder of TensorFlow; Model.Load cannot read it.{InKeras}",
            Assert.Throws<LaminaFormatException>(() => Model.Load(_folder["saved"])).Message);
    }

    [Fact]
    public void Another_name_or_a_block_in_front_changes_nothing()
    {
        var model = new Sequential([new Input(2), new Dense(1)]);
        model.Save(_folder["a.h5"]);
        File.Copy(_folder["a.h5"], _folder["b.keras"]);
        Assert.Equal(model.Weights[0].ToArray(), Model.Load(_folder["b.keras"]).Weights[0].ToArray());
        model.Save(_folder["a.keras"]);
        File.Copy(_folder["a.keras"], _folder["c.h5"]);
        Assert.Equal(model.Weights[0].ToArray(), Model.Load(_folder["c.h5"]).Weights[0].ToArray());
        File.WriteAllBytes(_folder["d.h5"], [.. new byte[512], .. File.ReadAllBytes(_folder["a.h5"])]);
        Assert.Equal(model.Weights[0].ToArray(), Model.Load(_folder["d.h5"]).Weights[0].ToArray());
    }

    [Fact]
    public void A_model_of_ONNX_is_told_by_its_content()
    {
        var model = new Sequential([new Input(2), new Dense(3, "relu"), new Dense(1)]);
        model.Export(_folder["a.onnx"]);
        File.Move(_folder["a.onnx"], _folder["a.keras"]);
        var x = Tensor.From<float>([1, -2, 0.5f, 3], [2, 2]);
        Assert.All(
            model.Predict(x).ToArray().Zip(Model.Load(_folder["a.keras"]).Predict(x).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal(
            $"{_folder["a.keras"]}: this is an ONNX model, whose weights are not read without their model; LoadWeights cannot read it."
            + "\n  hint: Model.Load gives the model with its weights.",
            Assert.Throws<LaminaFormatException>(() => model.LoadWeights(_folder["a.keras"])).Message);
    }

    [Fact]
    public void Weights_alone_are_told_apart_from_a_model()
    {
        var model = new Sequential([new Input(2), new Dense(1)]);
        model.SaveWeights(_folder["a.weights.h5"]);
        Assert.Equal(
            $"{_folder["a.weights.h5"]}: an HDF5 file of a model has an attribute 'model_config'; this one has none, so it holds weights only, or"
            + " something else.\n  hint: build the model in code, and call model.LoadWeights(path).",
            Assert.Throws<LaminaFormatException>(() => Model.Load(_folder["a.weights.h5"])).Message);
    }

    [Fact]
    public void Weights_come_from_files_of_every_kind()
    {
        var model = new Sequential([new Input(2), new Dense(1)]);
        model.Compile("adam", "mse");
        foreach (var name in new[] { "a.keras", "b.h5" })
        {
            model.Save(_folder[name]);
        }

        model.SaveWeights(_folder["c.weights.h5"]);
        model.SaveWeights(_folder["d.npz"]);
        foreach (var name in new[] { "a.keras", "b.h5", "c.weights.h5", "d.npz" })
        {
            var other = new Sequential([new Input(2), new Dense(1)]);
            Assert.Empty(other.LoadWeights(_folder[name]).Problems);
            Assert.Equal(model.Weights[0].ToArray(), other.Weights[0].ToArray());
        }
    }

    private static byte[] Zip(params string[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var content = zip.CreateEntry(entry).Open();
                content.Write(Encoding.ASCII.GetBytes("x"));
            }
        }

        return stream.ToArray();
    }
}
