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
        using var scope = CustomObjects.Enter(model.CustomObjects);
        var config = new JsonObject();
        if (model.Trainer is not { } trainer)
        {
            return config;
        }

        if (withOptimizer)
        {
            config["optimizer"] = KerasObject.Write(trainer.HasState ? trainer.State.Current : trainer.Optimizer);
        }

        var settings = trainer.Settings;
        config["loss"] = settings.Losses.Write(loss => loss is null ? null : KerasObject.Write(loss));
        config["loss_weights"] = settings.LossWeights.Write(weight => weight is double number ? JsonValue.Create(number) : null);
        config["metrics"] = settings.Metrics.Write(WriteMetrics);
        config["weighted_metrics"] = settings.WeightedMetrics.Write(WriteMetrics);
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
        model.Compile(new CompileSettings(
            optimizer,
            ReadPerOutput(config["loss"], node => One(node, KerasModule.Losses, Loss.Get)),
            ReadPerOutput<object>(config["loss_weights"], node => node is JsonValue value && value.TryGetValue(out double number) ? number : 1.0),
            ReadMetrics(config["metrics"]),
            ReadMetrics(config["weighted_metrics"])));
    }

    // A metric alone, or the list of one output's.
    private static JsonNode? WriteMetrics(MetricList? metrics) => metrics switch
    {
        null => null,
        { IsSingle: true } => WriteMetric(metrics[0]),
        _ => new JsonArray([.. metrics.Select(WriteMetric)]),
    };

    private static JsonNode WriteMetric(Metric metric) => metric.IsSavedByName
        ? JsonValue.Create(metric.Name)
        : KerasObject.Write(metric);

    private static MetricList ReadMetricList(JsonNode node) => node is JsonArray list
        ? [.. list.OfType<JsonNode>().Select(item => One(item, KerasModule.Metrics, Metric.Get))]
        : One(node, KerasModule.Metrics, Metric.Get);

    // A metric that stands alone is a list of one.
    private static PerOutput<MetricList> ReadMetrics(JsonNode? node) => ReadPerOutput(
        node is null or JsonArray || IsByName(node) ? node : new JsonArray(node.DeepClone()), ReadMetricList);

    // One for all outputs, a list with one for each, or a dictionary by the names of outputs.
    private static PerOutput<T> ReadPerOutput<T>(JsonNode? node, Func<JsonNode, T> read)
        where T : class => node switch
        {
            null => new(all: null),
            JsonArray list => new(list: [.. list.Select(item => item is null ? null : read(item))]),
            JsonObject byName when IsByName(byName) =>
                new(byName: byName.ToDictionary(pair => pair.Key, pair => pair.Value is null ? null : read(pair.Value))),
            _ => new(all: read(node)),
        };

    private static JsonNode? Write<T>(this PerOutput<T> given, Func<T?, JsonNode?> write)
        where T : class
    {
        if (given.List is { } list)
        {
            return list.Count == 0 ? null : new JsonArray([.. list.Select(write)]);
        }

        return given.ByName is { } byName
            ? new JsonObject(byName.Select(pair => KeyValuePair.Create(pair.Key, write(pair.Value))))
            : write(given.All);
    }

    private static bool IsByName(JsonNode node) => node is JsonObject members && !members.ContainsKey("class_name");

    private static T One<T>(JsonNode node, string module, Func<string, T> byName)
        where T : class
    {
        try
        {
            return KerasObject.FunctionOf(node) is { } name
                ? CustomObjects.Function<T>(name) ?? byName(name)
                : KerasObject.Read(node, module) as T
                    ?? throw new LaminaFormatException($"{PythonJson.Write(node)} does not belong to {module}.");
        }
        catch (ArgumentException e)
        {
            throw new LaminaFormatException(e.Message, e);
        }
    }
}
