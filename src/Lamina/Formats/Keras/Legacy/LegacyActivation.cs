using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Activations that were called otherwise, or that meant another function.</summary>
internal static class LegacyActivation
{
    // TensorFlow's own functions, given as activations, have these names.
    private static readonly (string Name, string Now)[] Names =
        [("softmax_v2", "softmax"), ("log_softmax_v2", "log_softmax"), ("leaky_relu_v2", "leaky_relu"), ("Swish", "silu")];

    private static readonly (string Layer, string Activation, (string Name, string Now)[] Arguments)[] Layers =
    [
        ("LeakyReLU", "leaky_relu", [("alpha", "negative_slope"), ("negative_slope", "negative_slope")]),
        ("ReLU", "relu", [("negative_slope", "negative_slope"), ("max_value", "max_value"), ("threshold", "threshold")]),
        ("ELU", "elu", [("alpha", "alpha")]),
        ("Softmax", "softmax", [("axis", "axis")]),
    ];

    /// <summary>The activation of today: a name, or an object.</summary>
    public static JsonNode Translate(JsonNode value, LegacyScope scope)
    {
        var name = KerasObject.TextOf(value);
        if (value is JsonObject node)
        {
            if (Layer(node) is { } layer)
            {
                return layer;
            }

            // A function of Keras itself is its name.
            var isFunction = KerasObject.TextOf(node["class_name"]) == "function";
            name = isFunction ? KerasObject.TextOf(node["config"]) : node["config"] is null or JsonObject { Count: 0 } ? KerasObject.TextOf(node["class_name"]) : null;
            if (name is null || !Activation.Names.Contains(name))
            {
                return value;
            }
        }

        return name == Activation.HardSigmoid.Name && scope.Age.IsOld
            ? Keras2HardSigmoidActivation.FileName
            : Names.FirstOrDefault(pair => pair.Name == name).Now ?? name ?? value;
    }

    // Layers that stand where a function is wanted.
    private static JsonObject? Layer(JsonObject node)
    {
        var row = Layers.FirstOrDefault(layer => layer.Layer == KerasObject.TextOf(node["class_name"]));
        if (row.Layer is null)
        {
            return null;
        }

        var config = new JsonObject();
        foreach (var (name, now) in row.Arguments)
        {
            if ((node["config"] as JsonObject)?[name] is { } argument)
            {
                config[now] = argument.DeepClone();
            }
        }

        // The layer's slope is not the function's.
        if (row.Layer == nameof(LeakyReLU))
        {
            config.TryAdd("negative_slope", 0.3);
        }

        return new JsonObject { ["module"] = KerasModule.Activations, ["class_name"] = row.Activation, ["config"] = config };
    }
}
