using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>How a model is compiled, as Keras keeps it in <c>compile_config</c>.</summary>
/// <remarks>Losses are written as objects also where they were given by name; of metrics, <c>accuracy</c> and
/// <c>crossentropy</c> keep their names, which in Keras mean what fits the shapes.</remarks>
internal static class CompileConfig
{
    /// <summary>The configuration; empty for a model that is not compiled.</summary>
    public static JsonObject Write(Model model, bool withOptimizer)
    {
        var config = new JsonObject();
        if (model.Trainer is not { } trainer)
        {
            return config;
        }

        if (withOptimizer)
        {
            var rate = trainer.HasState ? trainer.State.LearningRate.Floats[0] : (float)trainer.Optimizer.LearningRate;
            config["optimizer"] = KerasObject.Write(trainer.Optimizer with { LearningRate = rate });
        }

        JsonNode?[] losses = [.. trainer.Losses.Select(loss => loss is null ? null : KerasObject.Write(loss))];
        var isPlain = trainer.LossWeights.All(weight => weight == 1);
        config["loss"] = losses.Length == 1 ? losses[0] : new JsonArray(losses);
        config["loss_weights"] = isPlain
            ? null
            : new JsonArray([.. trainer.LossWeights.Select(weight => JsonValue.Create(weight))]);
        config["metrics"] = Metrics(trainer.Metrics);
        config["weighted_metrics"] = Metrics(trainer.WeightedMetrics);
        config["run_eagerly"] = false;
        config["steps_per_execution"] = 1;
        config["jit_compile"] = false;
        return config;
    }

    /// <summary>Compiles a model as the configuration says; an empty one leaves it as it is.</summary>
    /// <exception cref="LaminaFormatException">Lamina does not know how to.</exception>
    public static void Apply(JsonObject? config, Model model)
    {
        if (config is null or { Count: 0 })
        {
            return;
        }

        var optimizer = config["optimizer"] is { } node
            ? One(node, KerasModule.Optimizers, Optimizer.Get)
            : new RMSprop();
        string[] outputs = model.IsBuilt ? [.. model.Outputs.Select(output => output.Name)] : [""];
        Loss?[] losses = [.. PerOutput(config["loss"], outputs, "loss").Select(loss =>
            loss is null ? null : One(loss, KerasModule.Losses, Loss.Get))];
        var metrics = MetricsOf(config["metrics"]);
        var weighted = MetricsOf(config["weighted_metrics"]);
        if (!model.IsBuilt)
        {
            model.Compile(optimizer, losses[0], metrics, weighted);
            return;
        }

        double[] weights = [.. PerOutput(config["loss_weights"], outputs, "loss_weights").Select(weight =>
            weight is JsonValue number && number.TryGetValue(out double value) ? value : 1)];
        model.Compile(optimizer, losses, weights, metrics, weighted);
    }

    private static JsonArray? Metrics(IReadOnlyList<Metric> metrics) => metrics.Count == 0
        ? null
        : new JsonArray([.. metrics.Select(metric => metric.IsSavedByName
            ? (JsonNode)JsonValue.Create(metric.Name)
            : KerasObject.Write(metric))]);

    private static T One<T>(JsonNode node, string module, Func<string, T> byName)
        where T : class
    {
        try
        {
            return KerasObject.TextOf(node) is { } name
                ? byName(name)
                : KerasObject.Read(node, module) as T
                    ?? throw new LaminaFormatException($"{PythonJson.Write(node)} does not belong to {module}.");
        }
        catch (ArgumentException e)
        {
            throw new LaminaFormatException(e.Message, e);
        }
    }

    // One for all outputs, a list with one for each, or a dictionary by the names of outputs.
    private static JsonNode?[] PerOutput(JsonNode? node, string[] outputs, string key) => node switch
    {
        JsonArray list when list.Count == outputs.Length => [.. list],
        JsonArray list => throw new LaminaFormatException(
            $"{key} has {list.Count} items; the model has {outputs.Length} outputs."),
        JsonObject byName when !byName.ContainsKey("class_name") => [.. outputs.Select(output => byName[output])],
        _ => [.. outputs.Select(_ => node)],
    };

    private static Metric[] MetricsOf(JsonNode? node)
    {
        JsonNode?[] items = node switch
        {
            null => [],
            JsonArray list => [.. list],
            JsonObject byName when !byName.ContainsKey("class_name") => [.. byName.Select(pair => pair.Value)],
            _ => [node],
        };
        JsonNode?[][] lists = [.. items.OfType<JsonArray>().Select(list => list.ToArray())];
        if (lists.Length > 0)
        {
            items = lists.Length == items.Length && lists.All(list => list.SequenceEqual(lists[0], JsonComparer.Instance))
                ? lists[0]
                : throw new LaminaFormatException(
                    "the outputs have different metrics; Lamina measures all outputs by the same ones so far.");
        }

        return [.. items.OfType<JsonNode>().Select(item => One(item, KerasModule.Metrics, Metric.Get))];
    }

    private sealed class JsonComparer : IEqualityComparer<JsonNode?>
    {
        public static JsonComparer Instance { get; } = new();

        public bool Equals(JsonNode? x, JsonNode? y) => JsonNode.DeepEquals(x, y);

        public int GetHashCode(JsonNode? node) => node?.GetValueKind().GetHashCode() ?? (int)JsonValueKind.Null;
    }
}
