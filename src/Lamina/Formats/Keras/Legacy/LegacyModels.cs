using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Models of older versions in today's form, at the top of a file and within other models.</summary>
internal static class LegacyModels
{
    /// <summary>The model in today's form.</summary>
    public static JsonObject Translate(JsonObject node, LegacyScope outer)
    {
        var className = KerasObject.TextOf(node["class_name"]) ?? "?";
        var scope = outer.For(className, KerasObject.TextOf((node["config"] as JsonObject)?["name"]) ?? KerasObject.TextOf(node["name"]));
        var model = className == "Sequential" ? LegacySequential.Translate(node, scope) : Functional(node, scope);
        foreach (var (name, value) in node)
        {
            if (!model.ContainsKey(name) && name is not ("module" or "keras_version" or "backend"))
            {
                model[name] = value?.DeepClone();
            }
        }

        if (model["inbound_nodes"] is JsonArray calls)
        {
            model["inbound_nodes"] = LegacyCalls.Translate(calls, scope);
        }

        return model;
    }

    private static JsonObject Functional(JsonObject node, LegacyScope scope)
    {
        if (node["config"] is not JsonObject config || config["layers"] is not JsonArray layers)
        {
            return (JsonObject)node.DeepClone();
        }

        var written = (JsonObject)config.DeepClone();
        written["layers"] = LegacyLayers.Translate(scope.Age.IsOld ? LegacyGraph.WithoutDeadEnds(config, layers, scope) : layers, scope);
        if (scope.Age.IsOld)
        {
            LegacyCalls.CountFromZero(written);
        }

        return new JsonObject { ["class_name"] = "Functional", ["config"] = written };
    }
}
