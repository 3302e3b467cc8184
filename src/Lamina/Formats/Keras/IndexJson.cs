using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>What is taken of a tensor: numbers, slices, new axes and the rest, as Keras writes them.</summary>
internal static class IndexJson
{
    /// <summary>The key of a call.</summary>
    /// <exception cref="LaminaFormatException">It is one that Lamina does not have, such as a mask.</exception>
    public static IReadOnlyList<AxisIndex> Read(string layer, JsonNode key) =>
        key is JsonArray items ? [.. items.Select(item => One(layer, item))] : [One(layer, key)];

    /// <summary>The key as Keras writes it.</summary>
    public static JsonArray Write(IReadOnlyList<AxisIndex> key) => new([.. key.Select(One)]);

    private static AxisIndex One(string layer, JsonNode? item)
    {
        switch (KerasObject.TextOf((item as JsonObject)?["class_name"]))
        {
            case "__ellipsis__":
                return AxisIndex.Rest;
            case "__slice__" when item!["config"] is JsonObject slice:
                return Slice(layer, slice);
            case null when item is JsonValue value && value.TryGetValue(out int index):
                return index;
            case null when item is null:
                return AxisIndex.NewAxis;
            case null when item is JsonObject bare && bare.ContainsKey("start"):
                return Slice(layer, bare);
            default:
                throw Refusal(layer, item);
        }
    }

    private static AxisIndex Slice(string layer, JsonObject slice)
    {
        var (start, stop, step) = (Number("start"), Number("stop"), Number("step") ?? 1);
        if (step < 0 && start is null && stop is null)
        {
            return AxisIndex.Every(Range.All, step);
        }

        if (step < 1)
        {
            throw Refusal(layer, slice);
        }

        var range = new Range(start is { } from ? Place(from) : Index.Start, stop is { } to ? Place(to) : Index.End);
        return step == 1 ? range : AxisIndex.Every(range, step);

        int? Number(string name) => slice[name] is null ? null
            : slice[name] is JsonValue value && value.TryGetValue(out int number) ? number
            : throw Refusal(layer, slice);

        static Index Place(int number) => number < 0 ? new Index(-number, fromEnd: true) : new Index(number);
    }

    private static JsonNode? One(AxisIndex index)
    {
        if (index.IsNew)
        {
            return null;
        }

        if (index.IsRest)
        {
            return new JsonObject { ["class_name"] = "__ellipsis__", ["config"] = new JsonObject() };
        }

        if (!index.KeepsAxis)
        {
            return JsonValue.Create(Number(index.Range.Start) ?? 0);
        }

        return new JsonObject
        {
            ["class_name"] = "__slice__",
            ["config"] = new JsonObject
            {
                ["start"] = index.Range.Equals(Range.All) ? null : Number(index.Range.Start),
                ["stop"] = index.Range.End.Equals(Index.End) ? null : Number(index.Range.End),
                ["step"] = index.Step == 1 ? null : index.Step,
            },
        };

        static int? Number(Index place) => place.IsFromEnd ? -place.Value : place.Value;
    }

    private static LaminaFormatException Refusal(string layer, JsonNode? item) => new(
        $"layer '{layer}' takes {PythonJson.Write(item)} of a tensor; Lamina takes numbers, slices (backwards only whole ones), new axes and the rest.");
}
