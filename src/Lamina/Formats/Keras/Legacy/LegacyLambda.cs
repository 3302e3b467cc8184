using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>The function of a <c>Lambda</c> layer: a name, or Python's byte code, which is never run.</summary>
internal static class LegacyLambda
{
    /// <summary>Today's form of the function: its name, or a mark that it is code of Python.</summary>
    public static void Translate(JsonObject config, LegacyScope scope)
    {
        var function = config["function"];
        if (KerasObject.TextOf(function) is { } name)
        {
            config["function"] = new JsonObject
            {
                ["module"] = "builtins",
                ["class_name"] = "function",
                ["config"] = name,
                ["registered_name"] = name,
            };
        }
        else if (function is JsonArray || KerasObject.TextOf((function as JsonObject)?["class_name"]) == "__lambda__")
        {
            config["function"] = new JsonObject { ["class_name"] = "__lambda__", ["config"] = new JsonObject { ["layer"] = scope.Name } };
        }
    }
}
