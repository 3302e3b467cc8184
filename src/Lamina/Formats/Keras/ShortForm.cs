using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Configurations as Keras 3 keeps them in <c>.h5</c> files: layers of models, losses, metrics and the optimizer in
/// the older short form of <c>class_name</c> and <c>config</c>, all that they are made of in the usual one.</summary>
internal static class ShortForm
{
    private static readonly string[] LongFormOnly = ["module", "registered_name", "build_config", "compile_config"];

    /// <summary>The value of <c>model_config</c>.</summary>
    /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras.</exception>
    public static JsonObject OfModel(Model model)
    {
        var config = KerasObject.Write(model);
        Shorten(config);
        ShortenLayers(config);
        return config;
    }

    /// <summary>The value of <c>training_config</c>.</summary>
    /// <exception cref="NotSupportedException">What the model is compiled with has no counterpart in Keras.</exception>
    public static JsonObject OfTraining(Model model)
    {
        var config = CompileConfig.Write(model, withOptimizer: true);
        var optimizer = config["optimizer"]!.AsObject();
        config.Remove("optimizer");
        foreach (var (_, value) in config)
        {
            ShortenObjects(value);
        }

        Shorten(optimizer);
        config["optimizer_config"] = optimizer;
        return config;
    }

    private static void Shorten(JsonObject item)
    {
        // A class that is registered goes by that name.
        if (KerasObject.TextOf(item["registered_name"]) is { } name && name.Contains('>', StringComparison.Ordinal))
        {
            item["class_name"] = name;
        }

        Array.ForEach(LongFormOnly, key => item.Remove(key));
    }

    // A model within a wrapper has the long form itself, and layers in the short one.
    private static void ShortenLayers(JsonNode? node)
    {
        if (node is JsonObject item && KerasObject.TextOf(item["class_name"]) is { } name && KerasModel.IsModel(name)
            && item["config"]?["layers"] is JsonArray layers)
        {
            foreach (var layer in layers)
            {
                ShortenLayer(layer!.AsObject());
            }
        }

        foreach (var part in Parts(node))
        {
            ShortenLayers(part);
        }
    }

    // The module of a layer goes without saying; that of an operation does not.
    private static void ShortenLayer(JsonObject layer)
    {
        var (module, name) = (KerasObject.TextOf(layer["module"]), KerasObject.TextOf(layer["class_name"]));
        Shorten(layer);
        if (module is not (null or KerasModule.Layers) && !KerasModel.IsModel(name ?? ""))
        {
            layer["module"] = module;
        }
    }

    // Losses and metrics: one, or lists and dictionaries of them.
    private static void ShortenObjects(JsonNode? node)
    {
        if (node is JsonObject item && item.ContainsKey("class_name"))
        {
            Shorten(item);
            return;
        }

        foreach (var part in Parts(node))
        {
            ShortenObjects(part);
        }
    }

    private static IEnumerable<JsonNode?> Parts(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray items => items,
        _ => [],
    };
}
