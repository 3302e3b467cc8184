using System.Text.Json.Nodes;
using Lamina.Cli.Training;
using Lamina.NN;

namespace Lamina.Cli;

/// <summary>What results are made of, as JSON.</summary>
internal static class JsonParts
{
    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    // JSON has no NaN and no infinity. Numbers were computed in float32: more digits would be noise.
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create((float)value) : null;

    /// <summary>Axes; null for one that is not known.</summary>
    public static JsonArray Of(Shape shape) => Array(shape.Select(axis => axis == Shape.Unknown ? null : (JsonNode?)axis));

    public static JsonObject Of(Logs logs) => new(logs.Select(pair => KeyValuePair.Create(pair.Key, Number(pair.Value))));

    public static JsonObject Of(History history) => new(history.Names.Select(
        name => KeyValuePair.Create(name, (JsonNode?)Array(history[name].Select(Number)))));

    public static JsonArray Of(ConfusionMatrix confusion) =>
        Array(confusion.Counts.Select(row => (JsonNode?)Array(row.Select(count => (JsonNode?)count))));
}
