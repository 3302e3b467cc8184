using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Sequential models: once a bare list of layers, whose first one says the shape of the input.</summary>
internal static class LegacySequential
{
    private static readonly string[] Recurrent = ["LSTM", "GRU", "SimpleRNN", "TimeDistributedDense", "Convolution1D", "AtrousConvolution1D"];

    /// <summary>The model in today's form; one that begins by merging several becomes a functional one.</summary>
    public static JsonObject Translate(JsonObject node, LegacyScope scope)
    {
        var config = node["config"] is JsonArray list
            ? new JsonObject { ["name"] = KerasObject.TextOf(node["name"]), ["layers"] = list.DeepClone() }
            : node["config"]?.DeepClone() as JsonObject ?? [];
        if (config["layers"] is not JsonArray layers)
        {
            return (JsonObject)node.DeepClone();
        }

        if (config["name"] is null)
        {
            config.Remove("name");
        }

        config["build_input_shape"] = LegacyValues.Plain(config["build_input_shape"])?.DeepClone();
        if (layers.FirstOrDefault() is JsonObject first && MergedBranches.IsMerge(first))
        {
            return MergedBranches.Translate(config, layers, scope);
        }

        var written = LegacyLayers.Translate(layers, scope);
        if (scope.Age.IsOld && layers.FirstOrDefault() is JsonObject head && InputOf(head) is { } input)
        {
            written.Insert(0, input);
        }

        config["layers"] = written;
        return new JsonObject { ["class_name"] = "Sequential", ["config"] = config };
    }

    /// <summary>The input that a first layer implies; null where it is one, or implies none.</summary>
    public static JsonObject? InputOf(JsonObject layer)
    {
        var className = KerasObject.TextOf(layer["class_name"]) ?? "";
        if (className == "InputLayer")
        {
            return null;
        }

        var (shape, dtype) = ShapeOf(layer);
        return shape is null ? null : new JsonObject
        {
            ["class_name"] = "InputLayer",
            ["config"] = new JsonObject
            {
                ["batch_shape"] = shape,
                ["dtype"] = dtype,
                ["name"] = (KerasObject.TextOf((layer["config"] as JsonObject)?["name"]) ?? className.ToLowerInvariant()) + "_input",
            },
        };
    }

    // The shape with the batch in front, and the type of the data.
    private static (JsonArray? Shape, string? DType) ShapeOf(JsonObject layer)
    {
        var className = KerasObject.TextOf(layer["class_name"]) ?? "";
        var config = layer["config"] as JsonObject;
        if (KerasModel.IsModel(className))
        {
            var layers = (layer["config"] as JsonArray) ?? config?["layers"] as JsonArray;
            return layers?.FirstOrDefault() is JsonObject first ? ShapeOf(first) : default;
        }

        var dtype = KerasObject.TextOf(config?["input_dtype"]) ?? KerasObject.TextOf(config?["dtype"]);
        dtype = dtype is "int32" or "int64" or "uint8" or "bool" or "string" or "float64" ? dtype : "float32";
        if (LegacyValues.Plain(config?["batch_input_shape"] ?? config?["batch_shape"]) is JsonArray shape)
        {
            return ((JsonArray)shape.DeepClone(), dtype);
        }

        // Keras 1 knew the length of the input's last axis by itself, too.
        return config?["input_dim"] is not JsonValue length || className == "Embedding" ? default
            : Recurrent.Contains(className) ? (new JsonArray(null, config["input_length"]?.DeepClone(), length.DeepClone()), dtype)
            : className == "Dense" ? (new JsonArray(null, length.DeepClone()), dtype)
            : default;
    }
}
