using Lamina.Formats;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

[Collection(ProcessWide.Name)]
public sealed class ModelCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_best_model_is_on_disk()
    {
        var model = SavedModels.Create("dense layers");
        model.Compile(new Adam(0.01), "mse");
        var (x, y) = (SavedModels.Data(model)[0], SavedModels.Targets(model)[0]);
        var checkpoint = new ModelCheckpoint(_folder["best/m-{epoch:02d}.keras"], "loss", saveBestOnly: true);
        model.Fit(x, y, epochs: 3, verbose: 0, callbacks: [checkpoint]);
        Assert.Equal(model.Predict(x).ToArray(), Model.Load(_folder["best/m-03.keras"]).Predict(x).ToArray());
        Assert.True(double.IsFinite(checkpoint.Best!.Value));
    }

    [Fact]
    public void Batches_are_counted_across_epochs()
    {
        var model = SavedModels.Create("dense layers");
        model.Compile("sgd", "mse");
        model.Fit(
            SavedModels.Data(model)[0], SavedModels.Targets(model)[0], batchSize: 8, epochs: 2, verbose: 0,
            callbacks: [new ModelCheckpoint(_folder["{epoch}-{batch}.weights.npz"], saveWeightsOnly: true, saveFrequency: 2)]);
        Assert.Equal(["1-2.weights.npz", "2-1.weights.npz", "2-3.weights.npz"], _folder.Files);
    }

    [Fact]
    public void A_name_that_is_not_logged_is_told()
    {
        var checkpoint = new ModelCheckpoint("{val_loss:.2f}.keras") { Model = SavedModels.Create("dense layers") };
        Assert.Equal(
            "The path '{val_loss:.2f}.keras' names 'val_loss', which is not logged; there are: epoch, loss.",
            Assert.Throws<ArgumentException>(() => checkpoint.OnEpochEnd(0, new Logs { ["loss"] = 1 })).Message);
    }

    [Fact]
    public void A_format_that_is_not_one_is_told()
    {
        var checkpoint = new ModelCheckpoint("{loss:x}.keras") { Model = SavedModels.Create("dense layers") };
        Assert.Equal(
            "The path '{loss:x}.keras' has '{loss:x}', which does not format a fraction, such as {loss:.2f}.",
            Assert.Throws<ArgumentException>(() => checkpoint.OnEpochEnd(0, new Logs { ["loss"] = 1 })).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        Directory.CreateDirectory(_folder["m.keras"]);
        var checkpoint = new ModelCheckpoint(_folder["m.keras"]) { Model = SavedModels.Create("dense layers") };
        var error = Assert.Throws<IOException>(() => checkpoint.OnEpochEnd(0, new Logs { ["loss"] = 1 }));
        Assert.StartsWith($"ModelCheckpoint cannot write '{_folder["m.keras"]}': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "\n  A file that was there is as it was.\n  hint: it needs a folder that this user may write to, on a disk with room.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(["m.keras"], _folder.Files);
    }

    [Fact]
    public void A_disk_that_is_full_is_told_and_the_old_file_stays()
    {
        // A limit of files' size, which the system tells as it tells a full disk, would hold for the whole process; so the
        // writer itself is made to fail.
        var path = _folder["m.keras"];
        File.WriteAllText(path, "old");
        var error = Assert.Throws<IOException>(() => FileErrors.Explain(
            "ModelCheckpoint",
            path,
            () => AtomicFile.Write(path, static _ => throw new IOException("No space left on device")),
            "A file that was there is as it was."));
        Assert.StartsWith($"ModelCheckpoint cannot write '{path}': No space left on device\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["m.keras"], _folder.Files);
    }

    [Fact]
    public void It_says_what_it_saves_when_asked()
    {
        var text = new StringWriter();
        var checkpoint = new ModelCheckpoint(_folder["m.keras"], verbose: 1) { Model = SavedModels.Create("dense layers"), Output = text };
        checkpoint.OnEpochEnd(4, new Logs());
        Assert.Equal($"Epoch 5: the model is saved as '{_folder["m.keras"]}'.{Environment.NewLine}", text.ToString());
    }

    [Theory]
    [InlineData("m.onnx", false, "ModelCheckpoint needs a path that ends in '.keras', '.h5' or '.hdf5'; it was given 'm.onnx'.")]
    [InlineData("m.weights.h5", false, "ModelCheckpoint needs a path that ends in '.keras', '.h5' or '.hdf5'; it was given 'm.weights.h5'.")]
    [InlineData("m.h5", true, "ModelCheckpoint needs a path that ends in '.weights.h5', '.weights.npz', '.safetensors' or '.npz'; it was given 'm.h5'.")]
    public void A_path_with_another_ending_is_refused(string path, bool saveWeightsOnly, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentException>(() => new ModelCheckpoint(path, saveWeightsOnly: saveWeightsOnly)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{epoch}.h5", false)]
    [InlineData("{epoch}.hdf5", false)]
    [InlineData("{epoch}.weights.h5", true)]
    public void Files_of_HDF5_are_saved_as_well(string name, bool saveWeightsOnly)
    {
        var model = SavedModels.Create("dense layers");
        model.Compile("adam", "mse");
        model.Fit(
            SavedModels.Data(model), SavedModels.Targets(model), epochs: 2, verbose: 0,
            callbacks: [new ModelCheckpoint(_folder[name], saveWeightsOnly: saveWeightsOnly)]);
        Assert.Equal([name.Replace("{epoch}", "1", StringComparison.Ordinal), name.Replace("{epoch}", "2", StringComparison.Ordinal)], _folder.Files);
        using var file = Lamina.Formats.Hdf5.Hdf5File.Open(_folder[_folder.Files[1]]);
        var kernel = (Lamina.Formats.Hdf5.Hdf5Dataset)file.Root.Find(
            saveWeightsOnly ? "layers/dense/vars/0" : "model_weights/dense/sequential/dense/kernel")!;
        Assert.Equal(model.Weights[0].ToArray(), kernel.Read().ToArray());
    }
}
