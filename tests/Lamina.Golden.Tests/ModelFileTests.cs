using System.Text.Json;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Files that Keras wrote: what they predict, how they are judged, how their training goes on, and that nothing
/// changes when they are saved again.</summary>
public sealed class ModelFileTests
{
    private const string WeightsOnly = ".weights.h5";

    [ModelFile(isWild: false)]
    public void A_file_of_Keras_gives_its_numbers(string file)
    {
        var golden = ModelFolder.JsonOf(file);
        var model = Load(file, golden);
        var inputs = Numbers.Tensors(golden.GetProperty("inputs"));
        var tolerance = new GoldenCase(golden).Tolerance(IsRecurrent(model) ? Tolerance.Gradients : Tolerance.Values);
        Numbers.AssertNear(Numbers.List(golden.GetProperty("outputs")), model.Predict(inputs), tolerance, "prediction");
        AssertOptimizer(golden, model);
        SavedAgain.Check(model, inputs);
        if (golden.TryGetProperty("evaluate", out var evaluated) && evaluated.ValueKind == JsonValueKind.Object)
        {
            var targets = TensorSet.Of(Numbers.Tensors(golden.GetProperty("targets")));
            var logs = model.Evaluate(TensorSet.Of(inputs), targets);
            AssertLogs(evaluated, name => logs[name], logs.Keys, tolerance, "evaluate");
            TrainOn(golden, model, TensorSet.Of(inputs), targets);
        }
    }

    private static Model Load(string file, JsonElement golden)
    {
        var path = ModelFolder.PathOf(file);
        if (!file.EndsWith(WeightsOnly, StringComparison.Ordinal))
        {
            var loaded = Model.Load(path, out var report);
            Assert.Empty(report.Problems);
            Assert.Empty(report.Notes);
            return loaded;
        }

        var model = Model.FromJson(golden.GetProperty("keras_zip").GetProperty("config.json").GetRawText());
        Assert.Empty(model.LoadWeights(path).Problems);
        return model;
    }

    // Names of a model that was made again lack the model's own, and so do those of the state.
    private static void AssertOptimizer(JsonElement golden, Model model)
    {
        if (!golden.TryGetProperty("optimizer_variables", out var expected) || expected.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var variables = WeightSet.OptimizerVariables(model);
        Assert.Equal(expected.GetArrayLength(), variables.Count);
        foreach (var (state, variable) in expected.EnumerateArray().Zip(variables))
        {
            Assert.True(
                GoldenTensor.Parse(state.GetProperty("value")).Values.SequenceEqual(variable.Read().ToArray<double>()),
                $"{state.GetProperty("path")} is not the same in {variable}.");
        }
    }

    // The numbers come out only if the optimizer goes on from where it was; with dropout they are those of Keras's draws.
    private static void TrainOn(JsonElement golden, Model model, TensorSet inputs, TensorSet targets)
    {
        if (!golden.TryGetProperty("after_reload_and_one_more_epoch", out var after) || after.ValueKind != JsonValueKind.Object
            || IsRandom(model))
        {
            return;
        }

        var fit = new Arguments("fit", after.GetProperty("fit"));
        var history = model.Fit(inputs, targets, fit.All(new FitOptions
        {
            Epochs = fit.Whole("epochs", 1),
            BatchSize = fit.Whole("batch_size", 32),
            Shuffle = fit.Flag("shuffle", true),
            Verbose = 0,
        }));
        AssertLogs(after.GetProperty("history"), name => history[name][0], history.Names, Tolerance.Trainings, "history");
        foreach (var (weight, expected) in model.Weights.Zip(after.GetProperty("weights").EnumerateArray()))
        {
            var path = expected.GetProperty("path").GetString();
            Assert.True(weight.Path == path || weight.Path == $"{model.Name}/{path}", $"{path} is {weight.Path}.");
            Numbers.AssertNear([GoldenTensor.Parse(expected.GetProperty("value"))], [weight.Read()], Tolerance.Trainings, weight.Path);
        }
    }

    private static void AssertLogs(
        JsonElement expected, Func<string, double> actual, IEnumerable<string> names, Tolerance tolerance, string what)
    {
        Assert.Equal(expected.EnumerateObject().Select(pair => pair.Name).Order(), names.Order());
        foreach (var pair in expected.EnumerateObject())
        {
            var value = pair.Value.ValueKind == JsonValueKind.Array ? pair.Value[0].GetDouble() : pair.Value.GetDouble();
            Numbers.AssertNear([value], [actual(pair.Name)], tolerance, $"{what}: {pair.Name}");
        }
    }

    private static bool IsRandom(Layer layer) => layer.GetConfig() is DropoutConfig { Rate: > 0 } || layer.SubLayers.Any(IsRandom);

    private static bool IsRecurrent(Layer layer) => layer is Recurrent || layer.SubLayers.Any(IsRecurrent);
}
