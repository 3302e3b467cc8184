using System.Text.Json;
using Lamina.NN;

namespace Lamina.Golden.Tests.Running;

/// <summary>A file of a model, and the JSON beside it that says what a loader makes of it: the model and its predictions, or
/// an error that names the class and the remedy.</summary>
internal static class ExpectedFile
{
    private const int ManyLayers = 40;

    /// <summary>Asserts that a file does what is expected of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="golden">What is expected.</param>
    /// <exception cref="LaminaFormatException">The file should load, and does not.</exception>
    public static void Check(string path, JsonElement golden)
    {
        var expect = golden.GetProperty("expect").GetString();
        switch (expect)
        {
            case "load":
                Check(Model.Load(path), golden);
                break;
            case "load or clear error":
                LoadOrExplain(path, golden);
                break;
            case "error":
                AssertClear(path, Assert.Throws<LaminaFormatException>(() => Model.Load(path)).Message, golden);
                break;
            case "weights only":
                Assert.Contains("LoadWeights", Assert.Throws<LaminaFormatException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
                break;
            default:
                Assert.Fail($"{path} expects '{expect}'; this runner knows load, load or clear error, error, weights only.");
                break;
        }
    }

    private static void LoadOrExplain(string path, JsonElement golden)
    {
        Model model;
        try
        {
            model = Model.Load(path);
        }
        catch (LaminaFormatException e)
        {
            AssertClear(path, e.Message, golden);
            return;
        }

        Check(model, golden);
    }

    private static void Check(Model model, JsonElement golden)
    {
        var inputs = Numbers.Tensors(golden.GetProperty("inputs"));
        var outputs = model.Predict(inputs);
        var share = IsDeep(model) ? 1e-4 : 1e-5;
        if (golden.TryGetProperty("outputs", out var expected) && expected.ValueKind == JsonValueKind.Array)
        {
            AssertNear(Numbers.List(expected), outputs, share, "prediction");
        }

        if (golden.TryGetProperty("output_samples", out var samples) && samples.ValueKind == JsonValueKind.Array)
        {
            foreach (var (sample, output) in samples.EnumerateArray().Zip(outputs))
            {
                AssertSample(sample, output, share);
            }
        }

        if (golden.TryGetProperty("written_by_the_original_keras", out var original) && original.ValueKind == JsonValueKind.Object
            && original.TryGetProperty("outputs", out var predicted))
        {
            AssertNear(
                Numbers.List(predicted), model.Predict(Numbers.Tensors(original.GetProperty("inputs"))), share, "prediction of the Keras that wrote the file");
        }

        SavedAgain.Check(model, inputs);
    }

    private static void AssertSample(JsonElement sample, Tensor output, double share)
    {
        Assert.Equal(sample.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt32()), output.Shape);
        double[] expected = [.. sample.GetProperty("data").EnumerateArray().Select(value => value.GetDouble())];
        var values = output.ToArray<double>();
        double[] actual = [.. sample.GetProperty("indices").EnumerateArray().Select(index => values[index.GetInt32()])];
        Numbers.AssertNear(expected, actual, new Tolerance(0, share * expected.Max(Math.Abs)), "sample of the prediction");
    }

    // The tolerance is a share of the largest output.
    private static void AssertNear(GoldenTensor[] expected, IReadOnlyList<Tensor> actual, double share, string what)
    {
        foreach (var (e, a) in expected.Zip(actual, (e, a) => (e, a)))
        {
            Numbers.AssertNear([e], [a], new Tolerance(0, share * e.Values.Select(Math.Abs).DefaultIfEmpty(0).Max()), what);
        }

        Assert.Equal(expected.Length, actual.Count);
    }

    private static void AssertClear(string path, string message, JsonElement golden)
    {
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("hint:", message, StringComparison.Ordinal);
        string[] classes = [.. golden.GetProperty("layers").EnumerateArray()
            .SelectMany(layer => layer.GetString()!.Split('<', '>', '(', ')')).Where(name => name.Length > 0)];
        Assert.True(classes.Length == 0 || classes.Any(name => message.Contains(name, StringComparison.Ordinal)), message);
    }

    private static bool IsDeep(Model model) => model.Layers.Count >= ManyLayers || IsRecurrent(model);

    private static bool IsRecurrent(Layer layer) => layer is Recurrent || layer.SubLayers.Any(IsRecurrent);
}
