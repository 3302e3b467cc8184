using System.Text.Json;
using Lamina.Backends.Reference;
using Lamina.NN;
using Lamina.Tests.Golden;

namespace Lamina.Tests.NN;

/// <summary>Metrics after each batch, as Keras computed them.</summary>
public sealed class MetricGoldenTests
{
    private const string Absent = "metrics.json";

    private static readonly JsonElement[] None = [];

    private static readonly string[] Files = ["metrics.json", "suite/metrics.json"];

    private static readonly Lazy<Dictionary<string, JsonElement>> File = new(() =>
        Files.SelectMany(file => GoldenFolder.Cases(file)?.ToArray() ?? []).ToDictionary());

    public static TheoryData<string> Ids => File.Value.Count == 0
        ? [Absent]
        : [.. File.Value.Where(pair => Create(pair.Value) is not null).Select(pair => pair.Key)];

    [SkippableTheory, MemberData(nameof(Ids))]
    public void Results_are_those_of_Keras(string id)
    {
        Skip.If(id == Absent, GoldenFolder.WhyAbsent);
        var c = File.Value[id];
        var metric = Create(c)!;
        if (c.TryGetProperty("name", out var name))
        {
            Assert.Equal(name.GetString(), metric.Name);
        }

        Tensor[] state = [.. metric.State.Select(variable => Tensor.Zeros(variable.Shape))];
        var each = c.TryGetProperty("results_after_each_update", out var results) ? [.. results.EnumerateArray()] : None;
        foreach (var (i, update) in c.GetProperty("updates").EnumerateArray().Index())
        {
            var (target, prediction) = (update.GetProperty("y_true").Tensor(), update.GetProperty("y_pred").Tensor());
            var weighted = update.TryGetProperty("sample_weight", out var w) && w.ValueKind == JsonValueKind.Object;
            state = metric.Update(state, target, prediction, weighted ? w.Tensor() : null);
            if (i < each.Length)
            {
                AssertResult(each[i], $"after batch {i + 1}");
            }
        }

        AssertResult(c.GetProperty("result"), "at the end");

        void AssertResult(JsonElement expected, string when) =>
            Near.Assert(expected.Numbers(), ReferenceBackend.Run(metric.Result(state)), Near.Formula, when);
    }

    private static Metric? Create(JsonElement c)
    {
        var config = c.GetProperty("config");
        return c.GetProperty("class").GetString() switch
        {
            "Accuracy" => new Accuracy(),
            "BinaryAccuracy" => new BinaryAccuracy(config.Optional("threshold") ?? 0.5),
            "CategoricalAccuracy" => new CategoricalAccuracy(),
            "SparseCategoricalAccuracy" => new SparseCategoricalAccuracy(),
            "TopKCategoricalAccuracy" => new TopKCategoricalAccuracy((int?)config.Optional("k") ?? 5),
            "SparseTopKCategoricalAccuracy" => new SparseTopKCategoricalAccuracy((int?)config.Optional("k") ?? 5),
            "MeanSquaredError" => new MeanSquaredErrorMetric(),
            "RootMeanSquaredError" => new RootMeanSquaredErrorMetric(),
            "MeanAbsoluteError" => new MeanAbsoluteErrorMetric(),
            "BinaryCrossentropy" => new BinaryCrossentropyMetric(IsTrue("from_logits"), config.Optional("label_smoothing") ?? 0),
            "CategoricalCrossentropy" => new CategoricalCrossentropyMetric(
                IsTrue("from_logits"), config.Optional("label_smoothing") ?? 0, (int?)config.Optional("axis") ?? -1),
            "SparseCategoricalCrossentropy" => new SparseCategoricalCrossentropyMetric(
                IsTrue("from_logits"), (int?)config.Optional("ignore_class"), (int?)config.Optional("axis") ?? -1),
            _ => null,
        };

        bool IsTrue(string key) => config.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;
    }
}
