using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>A Sequential of Keras 1 that begins with a <c>Merge</c> of other models: today, a functional model.</summary>
/// <remarks>Files keep the weights of such a model by the layers of all its branches, one after the other, so the
/// branches become layers of the model itself.</remarks>
internal static class MergedBranches
{
    /// <summary>Whether a layer merges models that its configuration holds.</summary>
    public static bool IsMerge(JsonObject layer) =>
        KerasObject.TextOf(layer["class_name"]) == "Merge" && (layer["config"] as JsonObject)?["layers"] is JsonArray;

    /// <summary>The functional model.</summary>
    public static JsonObject Translate(JsonObject config, JsonArray layers, LegacyScope scope)
    {
        var (written, inputs) = (new JsonArray(), new JsonArray());
        var output = Chain(layers, written, inputs, scope);
        return new JsonObject
        {
            ["class_name"] = "Functional",
            ["config"] = new JsonObject
            {
                ["name"] = config["name"]?.DeepClone() ?? "sequential",
                ["trainable"] = true,
                ["layers"] = written,
                ["input_layers"] = inputs,
                ["output_layers"] = new JsonArray((JsonNode)LegacyCalls.Triple(output)),
            },
        };
    }

    // Adds the layers of a chain, and gives the name of its last.
    private static string Chain(JsonArray layers, JsonArray written, JsonArray inputs, LegacyScope scope)
    {
        string? before = null;
        foreach (var layer in layers.OfType<JsonObject>())
        {
            before = KerasObject.TextOf(layer["class_name"]) == "Sequential"
                ? Chain(LayersOf(layer), written, inputs, scope)
                : Add(layer, before, written, inputs, scope);
        }

        return before ?? throw scope.Refuse("it merges a model without layers.");
    }

    private static string Add(JsonObject layer, string? before, JsonArray written, JsonArray inputs, LegacyScope scope)
    {
        string[] sources = before is not null ? [before]
            : IsMerge(layer) ? [.. ((JsonArray)layer["config"]!["layers"]!).OfType<JsonObject>().Select(Branch)]
            : Input(layer);
        var node = LegacyLayers.Translate(layer, scope);
        var name = KerasObject.TextOf((node["config"] as JsonObject)?["name"]) ?? throw scope.Refuse("it merges a layer without a name.");
        node["name"] = name;
        node["inbound_nodes"] = LegacyCalls.Inputs(sources);
        written.Add((JsonNode)node);
        return name;

        string Branch(JsonObject branch) => Chain(
            KerasObject.TextOf(branch["class_name"]) == "Sequential" ? LayersOf(branch) : new JsonArray(branch.DeepClone()), written, inputs, scope);

        string[] Input(JsonObject first)
        {
            var input = LegacySequential.InputOf(first)
                ?? throw scope.Refuse($"it merges a model whose first layer, '{KerasObject.TextOf((first["config"] as JsonObject)?["name"])}', does not say the shape of its input.");
            var name = KerasObject.TextOf(input["config"]!["name"])!;
            input["name"] = name;
            input["inbound_nodes"] = new JsonArray();
            written.Add((JsonNode)input);
            inputs.Add((JsonNode)LegacyCalls.Triple(name));
            return [name];
        }
    }

    private static JsonArray LayersOf(JsonObject model) =>
        model["config"] as JsonArray ?? (model["config"] as JsonObject)?["layers"] as JsonArray ?? [];
}
