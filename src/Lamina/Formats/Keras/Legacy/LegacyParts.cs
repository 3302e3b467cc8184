using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Initializers, regularizers, constraints and dtype policies of older versions.</summary>
internal static class LegacyParts
{
    private static readonly string[] HalfPrecision = ["float16", "bfloat16", "mixed_float16", "mixed_bfloat16"];

    /// <summary>An initializer, without the dtype that it once had.</summary>
    public static JsonNode? Initializer(string argument, JsonNode value, LegacyScope scope)
    {
        if (value is not JsonObject node || node["config"] is not JsonObject config)
        {
            return value;
        }

        config.Remove("dtype");
        config.Remove("partition_shape");
        if (config["seed"] is JsonObject generator)
        {
            config["seed"] = (generator["config"] as JsonObject)?["seed"]?.DeepClone();
        }

        // Keras has always cut off its normal distribution; only the name came later.
        if (KerasObject.TextOf(config["distribution"]) == "normal")
        {
            config["distribution"] = "truncated_normal";
        }

        if (KerasObject.TextOf(node["class_name"]) is "Constant" or "constant" && config["value"] is JsonArray)
        {
            scope.Note($"the argument '{argument}' begins with an array of values; without a file of weights, new ones begin with 0.");
            return new JsonObject { ["class_name"] = nameof(Zeros), ["config"] = new JsonObject() };
        }

        return Object(node, KerasModule.Initializers);
    }

    /// <summary>A regularizer; that of Keras 1 has a name and no class.</summary>
    public static JsonNode Regularizer(JsonNode value, LegacyScope scope)
    {
        if (value is not JsonObject node || KerasObject.TextOf(node["name"]) is not { } name || node.ContainsKey("class_name"))
        {
            return value is JsonObject known ? Object(known, KerasModule.Regularizers) : value;
        }

        return name is "WeightRegularizer" or "ActivityRegularizer" or "L1L2Regularizer" or "L1L2"
            ? Class("L1L2", ("l1", node["l1"] ?? 0.0), ("l2", node["l2"] ?? 0.0))
            : throw scope.Refuse($"its regularizer '{name}' is none that Keras has today.");
    }

    /// <summary>A constraint; that of Keras 1 has a name and no class.</summary>
    public static JsonNode Constraint(JsonNode value, LegacyScope scope)
    {
        if (value is not JsonObject node || KerasObject.TextOf(node["name"]) is not { } name || node.ContainsKey("class_name"))
        {
            return value is JsonObject known ? Object(known, KerasModule.Constraints) : value;
        }

        return name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "MAXNORM" => Class(nameof(MaxNorm), ("max_value", node["m"] ?? node["max_value"] ?? 2.0), ("axis", node["axis"] ?? 0)),
            "NONNEG" => Class(nameof(NonNeg)),
            "UNITNORM" => Class(nameof(UnitNorm), ("axis", node["axis"] ?? 0)),
            _ => throw scope.Refuse($"its constraint '{name}' is none that Keras has today."),
        };
    }

    /// <summary>A dtype or a policy; half precision becomes float32.</summary>
    public static JsonNode? Policy(JsonNode value, LegacyScope scope)
    {
        var name = KerasObject.TextOf(value is JsonObject policy ? (policy["config"] as JsonObject)?["name"] : value);
        if (HalfPrecision.Contains(name))
        {
            scope.Note($"its dtype '{name}' becomes 'float32': Lamina computes in float32 and float64.");
            return "float32";
        }

        return value is JsonObject && scope.Age.IsOld ? JsonValue.Create(name) : value;
    }

    private static JsonObject Class(string name, params (string Name, JsonNode? Value)[] arguments) => new()
    {
        ["class_name"] = name,
        ["config"] = new JsonObject(arguments.Select(argument => KeyValuePair.Create(argument.Name, argument.Value?.DeepClone()))),
    };

    // The modules of old packages say nothing that the argument does not say.
    private static JsonObject Object(JsonObject node, string module)
    {
        if (node.ContainsKey("module") && LegacyLayers.IsOfKeras(node))
        {
            node["module"] = module;
        }

        return node;
    }
}
