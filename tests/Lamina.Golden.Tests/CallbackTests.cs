using System.Text.Json;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Callbacks driven by hand, epoch by epoch, with the numbers that Keras's were driven with.</summary>
public sealed class CallbackTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamina-golden-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Golden("callbacks.json")]
    public void Callback_does_what_that_of_Keras_does(string file, string id)
    {
        var c = GoldenFolder.Cases(file)[id];
        var name = c.GetProperty("callback").GetString()!;
        var arguments = new Arguments(name, Optional(c, "config"));
        Action<string, Arguments, JsonElement> replay = name switch
        {
            "EarlyStopping" => EarlyStopping,
            "ReduceLROnPlateau" => ReduceLROnPlateau,
            "ModelCheckpoint" => ModelCheckpoint,
            "CSVLogger" => CSVLogger,
            "LearningRateScheduler" => LearningRateScheduler,
            _ => throw new InvalidOperationException($"There is no runner for the callback '{name}'."),
        };
        replay(name, arguments, c);
    }

    private static void EarlyStopping(string name, Arguments arguments, JsonElement c)
    {
        var monitor = MonitorOf(c);
        var stopping = Begin(CallbackTable.Make<EarlyStopping>(name, arguments), monitor);
        var weight = stopping.Model.Weights[0];
        var epoch = 0;
        var logs = new Logs();
        foreach (var value in c.GetProperty("monitored_values").EnumerateArray())
        {
            logs = LogsOf(monitor, value);
            weight.Floats[0] = epoch + 1;
            stopping.OnEpochEnd(epoch, logs);
            var isStopped = stopping.Parameters.StopReason is not null;
            if (At(c, "trace", epoch) is { ValueKind: JsonValueKind.Object } expected)
            {
                Check(expected, "wait", stopping.Wait);
                Check(expected, "best_epoch", stopping.BestEpoch);
                Assert.Equal(Optional(expected, "stop") is { ValueKind: JsonValueKind.True }, isStopped);
                Assert.Equal(Number(expected.GetProperty("best")), stopping.Best);
            }

            epoch++;
            if (isStopped)
            {
                break;
            }
        }

        stopping.OnTrainEnd(logs);
        Check(c, "epochs_run", epoch);
        Check(c, "stopped_epoch", stopping.StoppedEpoch);
        Check(c, "best_epoch", stopping.BestEpoch);
        Check(c, "final_weight", weight.Floats[0]);
    }

    private static void ReduceLROnPlateau(string name, Arguments arguments, JsonElement c)
    {
        var monitor = MonitorOf(c);
        var reducing = Begin(
            CallbackTable.Make<ReduceLROnPlateau>(name, arguments), monitor, c.GetProperty("initial_learning_rate").GetDouble());
        foreach (var (epoch, value) in c.GetProperty("monitored_values").EnumerateArray().Index())
        {
            var logs = LogsOf(monitor, value);
            reducing.OnEpochEnd(epoch, logs);
            var expected = At(c, "trace", epoch);
            Check(expected, "lr_logged", (float)logs["learning_rate"]);
            Check(expected, "lr_after", (float)reducing.Model.LearningRate);
            Check(expected, "wait", reducing.Wait);
            Check(expected, "cooldown_counter", reducing.CooldownCounter);
        }
    }

    private static void LearningRateScheduler(string name, Arguments arguments, JsonElement c)
    {
        var schedule = new Arguments(name, c.TryGetProperty("schedule", out var text)
            ? JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["schedule"] = text })
            : default);
        arguments.All(name);
        var scheduler = Begin(
            CallbackTable.Make<LearningRateScheduler>(name, schedule), "loss", c.GetProperty("initial_learning_rate").GetDouble());
        foreach (var (epoch, expected) in c.GetProperty("learning_rate_logged").EnumerateArray().Index())
        {
            var logs = new Logs();
            scheduler.OnEpochBegin(epoch);
            scheduler.OnEpochEnd(epoch, logs);
            Assert.Equal(expected.GetSingle(), (float)logs["learning_rate"]);
        }
    }

    // Lamina writes weights alone as .npz, where Keras writes HDF5.
    private void ModelCheckpoint(string name, Arguments arguments, JsonElement c)
    {
        static string Ours(string path) => path.Replace(".weights.h5", ".weights.npz", StringComparison.Ordinal);

        var monitor = MonitorOf(c);
        var path = Path.Combine(_folder.FullName, Ours(c.GetProperty("filepath").GetString()!));
        var checkpoint = Begin(CallbackTable.Make<ModelCheckpoint>(name, arguments, path), monitor);
        foreach (var (epoch, value) in c.GetProperty("monitored_values").EnumerateArray().Index())
        {
            Array.ForEach(_folder.GetFiles(), file => file.Delete());
            var logs = LogsOf(monitor, value);
            logs["loss"] = (Number(value) ?? double.NaN) + 1;
            checkpoint.OnEpochBegin(epoch);
            checkpoint.OnEpochEnd(epoch, logs);
            Assert.Equal(
                At(c, "saved_files_per_epoch", epoch).EnumerateArray().Select(file => Ours(file.GetString()!)).Order(),
                _folder.GetFiles().Select(file => file.Name).Order());
        }
    }

    private void CSVLogger(string name, Arguments arguments, JsonElement c)
    {
        var path = Path.Combine(_folder.FullName, "log.csv");
        var logger = Begin(CallbackTable.Make<CSVLogger>(name, arguments, path), "loss");
        foreach (var (epoch, values) in c.GetProperty("logs").EnumerateArray().Index())
        {
            var logs = new Logs();
            foreach (var value in values.EnumerateObject())
            {
                logs[value.Name] = Number(value.Value) ?? double.NaN;
            }

            logger.OnEpochEnd(epoch, logs);
        }

        logger.OnTrainEnd(new Logs());
        Assert.Equal(c.GetProperty("text").GetString(), File.ReadAllText(path));
    }

    /// <summary>A callback at the beginning of a training of one weight, compiled with the monitored metric.</summary>
    private static T Begin<T>(T callback, string monitor, double rate = 0.1)
        where T : Callback
    {
        var model = new Sequential([new Input(1), new Dense(new DenseConfig { Units = 1, UseBias = false })]);
        model.Compile(new SGD(rate), "mse", metrics: [.. MetricsOf(monitor)]);
        callback.Model = model;
        callback.Parameters = new FitParameters(100, 1, 1, 1, 0, hasValidation: true, static () => new Logs());
        callback.OnTrainBegin();
        return callback;
    }

    private static IEnumerable<Metric> MetricsOf(string monitor)
    {
        var name = monitor.StartsWith("val_", StringComparison.Ordinal) ? monitor[4..] : monitor;
        return name switch
        {
            "loss" or "custom" => [],
            _ => [Metric.Get(name)],
        };
    }

    private static string MonitorOf(JsonElement c) =>
        Optional(Optional(c, "config"), "monitor") is { ValueKind: JsonValueKind.String } monitor ? monitor.GetString()! : "val_loss";

    private static Logs LogsOf(string monitor, JsonElement value)
    {
        var isMissing = value.ValueKind == JsonValueKind.String && value.GetString() == "missing";
        return isMissing ? new Logs() : new Logs { [monitor] = Number(value) ?? double.NaN };
    }

    private static JsonElement Optional(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static JsonElement At(JsonElement json, string name, int epoch) =>
        Optional(json, name) is { ValueKind: JsonValueKind.Array } values && epoch < values.GetArrayLength() ? values[epoch] : default;

    private static void Check(JsonElement expected, string name, float actual)
    {
        if (Optional(expected, name) is { ValueKind: JsonValueKind.Number } value)
        {
            Assert.True(value.GetSingle() == actual, $"{name}: expected {value.GetSingle():R}, given {actual:R}.");
        }
    }

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.NaN,
        },
        _ => null,
    };
}
