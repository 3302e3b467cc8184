using System.Text.Json;
using Lamina.NN;
using Lamina.Tests.Golden;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

[Collection(ProcessWide.Name)]
public sealed class ModelCheckpointTests : IDisposable
{
    private const string Absent = "callbacks.json";

    private static readonly Lazy<Dictionary<string, JsonElement>> Cases = new(() =>
        (GoldenFolder.Cases("callbacks.json") ?? new Dictionary<string, JsonElement>())
            .Where(pair => pair.Value.GetProperty("callback").GetString() == nameof(ModelCheckpoint)).ToDictionary());

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Ids => Cases.Value.Count == 0 ? [Absent] : [.. Cases.Value.Keys];

    public void Dispose() => _folder.Dispose();

    [SkippableTheory, MemberData(nameof(Ids))]
    public void Files_are_those_that_Keras_writes(string id)
    {
        Skip.If(id == Absent, GoldenFolder.WhyAbsent);
        var c = Cases.Value[id];
        var config = c.GetProperty("config");
        var weightsOnly = config.TryGetProperty("save_weights_only", out var only) && only.GetBoolean();
        var monitor = config.TryGetProperty("monitor", out var name) ? name.GetString()! : "val_loss";
        var threshold = config.GetProperty("initial_value_threshold");
        var checkpoint = new ModelCheckpoint(
            _folder[c.GetProperty("filepath").GetString()!.Replace(".h5", ".npz", StringComparison.Ordinal)],
            monitor,
            config.TryGetProperty("save_best_only", out var best) && best.GetBoolean(),
            weightsOnly,
            initialValueThreshold: threshold.ValueKind == JsonValueKind.Null ? null : threshold.GetDouble())
        {
            Model = SavedModels.Create("dense layers"),
        };
        var expected = c.GetProperty("saved_files_per_epoch").EnumerateArray().ToArray();
        foreach (var (epoch, value) in c.GetProperty("monitored_values").EnumerateArray().Index())
        {
            Array.ForEach(_folder.Files, file => File.Delete(_folder[file]));
            var logs = new Logs { [monitor] = value.GetDouble(), ["loss"] = value.GetDouble() + 1 };
            checkpoint.OnEpochBegin(epoch);
            checkpoint.OnEpochEnd(epoch, logs);
            Assert.Equal(
                expected[epoch].EnumerateArray().Select(file => file.GetString()!.Replace(".h5", ".npz", StringComparison.Ordinal)),
                _folder.Files);
        }
    }

    [Fact]
    public void The_best_model_is_on_disk()
    {
        var model = SavedModels.Create("dense layers");
        model.Compile(new Adam(0.01), "mse");
        var (x, y) = (SavedModels.Data(model)[0], SavedModels.Targets(model)[0]);
        var checkpoint = new ModelCheckpoint(_folder["best/m-{epoch:02d}.keras"], "loss", saveBestOnly: true);
        model.Fit(x, y, epochs: 3, verbose: 0, callbacks: [checkpoint]);
        Assert.Equal(model.Predict(x).ToArray(), Model.Load(_folder["best/m-03.keras"]).Predict(x).ToArray());
        Assert.True(double.IsFinite(checkpoint.Best));
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
        Assert.Contains(_folder["m.keras"], error.Message, StringComparison.Ordinal);
        Assert.Equal(["m.keras"], _folder.Files);
    }

    [Fact]
    public void A_path_with_another_ending_is_refused() => Assert.Throws<ArgumentException>(() => new ModelCheckpoint("m.h5"));
}
