using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Whole trainings: every number in the logs of every epoch, the weights and what the model then gives.</summary>
public sealed class TrainingTests
{
    [Golden("training.json")]
    public void A_training_goes_as_in_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var tolerance = c.Tolerance(Tolerance.Trainings);
        var model = Model.FromJson(c["model"]!.Value.GetRawText());
        if (model.Optimizer is null)
        {
            CompileConfig.Apply(JsonObject.Create(c["compile"]!.Value), model);
        }

        SetWeights(model, c["initial_weights"]!.Value);
        var (x, y) = (Set(c["x"]!.Value), Set(c["y"]!.Value));
        var callback = CallbackOf(c);
        if (callback is not null && c["history"]!.Value.TryGetProperty("learning_rate", out var rates))
        {
            // What the file says of the optimizer is how it was at the end.
            model.LearningRate = rates[0].GetDouble();
        }

        var history = model.Fit(x, y, OptionsOf(c, model, callback));
        AssertHistory(c["history"]!.Value, history, tolerance);
        foreach (var (weight, expected) in model.Weights.Zip(c["final_weights"]!.Value.EnumerateArray()))
        {
            Assert.Equal(expected.GetProperty("path").GetString(), weight.Path);
            AssertNear(expected.GetProperty("value"), weight.Read(), tolerance, weight.Path);
        }

        if (c["evaluate_on_train"] is { } evaluated)
        {
            var logs = model.Evaluate(x, y);
            Assert.Equal(evaluated.EnumerateObject().Select(pair => pair.Name), logs.Keys);
            Assert.All(evaluated.EnumerateObject(), pair => AssertNear(pair.Value.GetDouble(), logs[pair.Name], tolerance, pair.Name));
        }

        if (c["predict_on_train"] is { } predicted)
        {
            var expected = Set(predicted).InOrder(model.OutputNames, "prediction", "output");
            var actual = model.Predict(x.InOrder([.. model.Inputs.Select(input => input.Name)], "x", "input"));
            Assert.All(expected.Zip(actual), pair => AssertNear(pair.First, pair.Second, tolerance, "prediction"));
        }

        AssertCallback(c, callback, history, tolerance);
    }

    private static FitOptions OptionsOf(GoldenCase c, Model model, Callback? callback)
    {
        var given = new Arguments("fit", c["fit"]!.Value);
        var options = new FitOptions
        {
            Epochs = given.Whole("epochs", 1),
            BatchSize = given.Whole("batch_size", 32),
            Shuffle = given.Flag("shuffle", true),
            InitialEpoch = given.Whole("initial_epoch", 0),
            StepsPerEpoch = given.Whole("steps_per_epoch", 0) is var steps and > 0 ? steps : null,
            ValidationSplit = given.Number("validation_split", 0),
            ValidationFrequency = c["fit"]!.Value.TryGetProperty("validation_freq", out var often) && often.ValueKind == JsonValueKind.Number
                ? given.Whole("validation_freq", 1)
                : 1,
            ValidationEpochs = often.ValueKind == JsonValueKind.Array ? given.Numbers("validation_freq") : null,
            ValidationBatchSize = given.Whole("validation_batch_size", 0) is var size and > 0 ? size : null,
            ValidationSteps = given.Whole("validation_steps", 0) is var most and > 0 ? most : null,
            SampleWeight = c["sample_weight"] is { } weights ? Set(weights) : null,
            ClassWeight = c["class_weight"]?.EnumerateObject().ToDictionary(
                pair => int.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture), pair => pair.Value.GetDouble()),
            ValidationData = c["validation_data"] is { } data ? BatchOf(model, data) : null,
            Callbacks = callback is null ? [] : [callback],
            Verbose = given.Whole("verbose", 0),
        };
        return given.All(options);
    }

    private static Batch BatchOf(Model model, JsonElement data)
    {
        var parts = data.EnumerateArray().ToArray();
        return new Batch(
            Set(parts[0]).InOrder([.. model.Inputs.Select(input => input.Name)], "x", "input"),
            Set(parts[1]).InOrder(model.OutputNames, "y", "output"),
            parts.Length > 2 && parts[2].ValueKind == JsonValueKind.Object ? GoldenTensor.Parse(parts[2]).ToTensor() : null);
    }

    private static Callback? CallbackOf(GoldenCase c)
    {
        if (c["callback_config"] is not { } described)
        {
            return null;
        }

        // A schedule stands beside the class, other arguments in its config.
        var name = described.GetProperty("class").GetString()!;
        if (described.TryGetProperty("config", out var config))
        {
            return CallbackTable.Make<Callback>(name, new Arguments(name, config));
        }

        using var arguments = JsonDocument.Parse($$"""{"schedule": {{described.GetProperty("schedule").GetRawText()}}}""");
        return CallbackTable.Make<Callback>(name, new Arguments(name, arguments.RootElement.Clone()));
    }

    private static void SetWeights(Model model, JsonElement weights)
    {
        Assert.Equal(
            weights.EnumerateArray().Select(weight => weight.GetProperty("path").GetString()), model.Weights.Select(weight => weight.Path));
        model.SetWeights([.. weights.EnumerateArray().Select(weight => GoldenTensor.Parse(weight.GetProperty("value")).ToTensor())]);
    }

    // A tensor, a list of tensors, or a dictionary by name.
    private static TensorSet Set(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => TensorSet.Of([.. json.EnumerateArray().Select(item => GoldenTensor.Parse(item).ToTensor())]),
        _ when json.TryGetProperty("data", out _) => GoldenTensor.Parse(json).ToTensor(),
        _ => TensorSet.Of(json.EnumerateObject().ToDictionary(pair => pair.Name, pair => GoldenTensor.Parse(pair.Value).ToTensor())),
    };

    private static void AssertHistory(JsonElement expected, History history, Tolerance tolerance)
    {
        Assert.Equal(expected.EnumerateObject().Select(series => series.Name), history.Names);
        foreach (var series in expected.EnumerateObject())
        {
            var values = history[series.Name];
            Assert.Equal(series.Value.GetArrayLength(), values.Count);
            foreach (var (epoch, value) in series.Value.EnumerateArray().Index())
            {
                AssertNear(value.GetDouble(), values[epoch], tolerance, $"{series.Name} of entry {epoch}");
            }
        }
    }

    private static void AssertCallback(GoldenCase c, Callback? callback, History history, Tolerance tolerance)
    {
        if (c["callback"] is not { } expected || callback is not EarlyStopping stopping)
        {
            return;
        }

        Assert.Equal(expected.GetProperty("epochs_run").GetInt32(), history.Epochs.Count);
        Assert.Equal(expected.GetProperty("stopped_epoch").GetInt32(), stopping.StoppedEpoch);
        Assert.Equal(expected.GetProperty("best_epoch").GetInt32(), stopping.BestEpoch);
        Assert.Equal(expected.GetProperty("wait").GetInt32(), stopping.Wait);
        AssertNear(expected.GetProperty("best").GetDouble(), stopping.Best!.Value, tolerance, "best");
    }

    private static void AssertNear(JsonElement expected, Tensor actual, Tolerance tolerance, string what) =>
        AssertNear(GoldenTensor.Parse(expected).ToTensor(), actual, tolerance, what);

    private static void AssertNear(Tensor expected, Tensor actual, Tolerance tolerance, string what)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (i, (e, a)) in expected.ToArray<double>().Zip(actual.ToArray<double>()).Index())
        {
            AssertNear(e, a, tolerance, $"{what}, place {i}");
        }
    }

    private static void AssertNear(double expected, double actual, Tolerance tolerance, string what) =>
        Assert.True(tolerance.Admits(expected, actual), $"{what}: expected {expected:R}, given {actual:R}.");
}
