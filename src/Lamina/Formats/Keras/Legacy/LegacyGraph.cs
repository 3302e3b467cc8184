using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Which layers of a functional model lead to its outputs.</summary>
internal static class LegacyGraph
{
    private static readonly string[] Added = ["AddLoss", "AddMetric"];

    /// <summary>The layers without operations that lead to no output: those of a loss or metric that was added to the
    /// model.</summary>
    public static JsonArray WithoutDeadEnds(JsonObject config, JsonArray layers, LegacyScope scope)
    {
        var byName = layers.OfType<JsonObject>().GroupBy(NameOf).ToDictionary(group => group.Key, group => group.First());
        var needed = new HashSet<string>();
        var waiting = new Stack<string>(LegacyCalls.Mentioned(config["output_layers"]));
        while (waiting.TryPop(out var name))
        {
            if (needed.Add(name) && byName.TryGetValue(name, out var layer))
            {
                foreach (var source in LegacyCalls.Mentioned(layer["inbound_nodes"]))
                {
                    waiting.Push(source);
                }
            }
        }

        if (byName.Values.Any(layer => Added.Contains(ClassOf(layer))))
        {
            scope.Note("a loss or metric that was added to the model is left out; the model predicts as it did.");
        }

        return new JsonArray([.. layers.Where(layer => !IsDeadEnd(layer)).Select(layer => layer?.DeepClone())]);

        bool IsDeadEnd(JsonNode? node) => node is JsonObject layer && !needed.Contains(NameOf(layer))
            && (Added.Contains(ClassOf(layer)) || LegacyRows.Find(ClassOf(layer))?.Rewrite is not null);
    }

    private static string NameOf(JsonObject layer) => KerasObject.TextOf(layer["name"]) ?? "";

    private static string ClassOf(JsonObject layer) => KerasObject.TextOf(layer["class_name"]) ?? "";
}
