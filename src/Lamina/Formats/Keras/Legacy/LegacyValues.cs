using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Values of arguments as older versions wrote them: numbers of NumPy, tuples, regularizers with a name only.</summary>
internal static class LegacyValues
{
    private static readonly string[] Layers = ["layer", "backward_layer", "forward_layer", "cell", "cells", "layers"];

    /// <summary>Translates the value of an argument by what the argument is called.</summary>
    public static JsonNode? Translate(string argument, JsonNode? value, LegacyScope scope)
    {
        var plain = Plain(value);
        return argument switch
        {
            _ when plain is null => null,
            _ when IsOf(argument, "initializer") => LegacyParts.Initializer(argument, plain, scope),
            _ when IsOf(argument, "regularizer") => LegacyParts.Regularizer(plain, scope),
            _ when IsOf(argument, "constraint") => LegacyParts.Constraint(plain, scope),
            _ when IsOf(argument, "activation") => LegacyActivation.Translate(plain, scope),
            "dtype" => LegacyParts.Policy(plain, scope),
            "seed" when plain is JsonObject generator => (generator["config"] as JsonObject)?["seed"],
            _ when Layers.Contains(argument) => Within(plain, scope),
            _ => plain,
        };
    }

    /// <summary>A value without what Python's types add to it: <c>{"type": "ndarray", "value": 0.3}</c> is 0.3.</summary>
    public static JsonNode? Plain(JsonNode? value)
    {
        return value switch
        {
            JsonObject wrapped when Unwrapped(wrapped) is { } inner => Plain(inner),
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Copy(Plain(member.Value))))),
            JsonArray items => new JsonArray([.. items.Select(item => Copy(Plain(item)))]),
            _ => value,
        };

        static JsonNode? Copy(JsonNode? node) => node?.Parent is null ? node : node.DeepClone();
    }

    private static JsonNode? Unwrapped(JsonObject node) => KerasObject.TextOf(node["class_name"]) switch
    {
        "__tuple__" or "TensorShape" => node["items"] ?? (node["config"] as JsonObject)?["value"],
        "__numpy__" or "__tensor__" => (node["config"] as JsonObject)?["value"],
        null when KerasObject.TextOf(node["type"]) is not null && node.ContainsKey("value") && node.Count <= 3 => node["value"],
        _ => null,
    };

    private static bool IsOf(string argument, string kind) =>
        argument == kind || argument.EndsWith($"_{kind}", StringComparison.Ordinal);

    private static JsonNode? Within(JsonNode node, LegacyScope scope) => node switch
    {
        JsonObject layer when layer.ContainsKey("class_name") => LegacyLayers.Translate(layer, scope),
        JsonArray layers => new JsonArray([.. layers.Select(layer => layer is null ? null : Within(layer, scope)?.DeepClone())]),
        _ => node,
    };
}
