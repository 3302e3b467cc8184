using System.Text.RegularExpressions;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

public sealed partial class MetricTests
{
    [Golden("metrics.json")]
    public void Metric_after_each_update_is_that_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var metric = (Metric)c.Build(KerasModule.Metrics, "class", "config");
        if (c.Text("name") is { } name)
        {
            // Keras numbers the metrics of a process that were not given a name.
            Assert.Equal(metric.Name, name == metric.Name ? name : Number().Replace(name, ""));
        }

        Run(c, metric);
    }

    private static void Run(GoldenCase c, Metric metric)
    {
        var updates = c.Items("updates");
        var tolerance = c.Tolerance(Tolerance.Values);
        Shape[] shapes = updates.Count == 0 ? [[1, 1], [1, 1]] : [.. Arguments(updates[0]).Select(x => x.Shape)];
        var variables = metric.StateFor(shapes[0], shapes[1]);
        Tensor[] start = [.. variables.Select(variable => Tensor.Zeros(variable.Shape))];
        var (state, each) = (start, c.Tensors("results_after_each_update"));
        var outputs = new List<(Tensor Value, Expectation Expected)>();
        foreach (var (i, update) in updates.Index())
        {
            var given = Arguments(update);
            state = metric.Update(state, given[0], given[1], update.Tensor("sample_weight")?.ToTensor());
            outputs.Add((metric.Result(state), new($"update {i}", each.ElementAtOrDefault(i), tolerance)));
        }

        outputs.Add((metric.Result(state), new("result", c.Tensor("result"), tolerance)));
        outputs.Add((metric.Result(start), new("result after reset", c.Tensor("result_after_reset"), tolerance)));
        var expected = c.Items("state");
        Assert.True(expected.Count == 0 || expected.Select(x => x.Text("name")).SequenceEqual(variables.Select(x => x.Name)));
        outputs.AddRange(expected.Select((x, i) => (state[i], new Expectation(x.Text("name")!, x.Tensor("value"), tolerance))));
        Evaluator.Check([], _ => [.. outputs.Select(x => x.Value)], [.. outputs.Select(x => x.Expected)]);
    }

    // Target and prediction; a mean or a sum has values only.
    private static Tensor[] Arguments(GoldenCase update)
    {
        var values = update.Tensor("values")?.ToTensor();
        return [values ?? update.Tensor("y_true")!.ToTensor(), values ?? update.Tensor("y_pred")!.ToTensor()];
    }

    [GeneratedRegex(@"_\d+$")]
    private static partial Regex Number();
}
