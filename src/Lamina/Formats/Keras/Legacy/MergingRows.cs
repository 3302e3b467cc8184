using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>The <c>Merge</c> of Keras 1, one class for all ways to merge.</summary>
internal static class MergingRows
{
    private static readonly (string Mode, string Now)[] Modes =
    [
        ("sum", "Add"), ("mul", "Multiply"), ("concat", "Concatenate"), ("ave", "Average"), ("max", "Maximum"), ("min", "Minimum"),
        ("sub", "Subtract"), ("dot", "Dot"),
    ];

    public static LegacyClass[] Rows { get; } =
    [
        new("Merge")
        {
            Choose = ByMode,
            Arguments =
            [
                Dropped("mode"), Dropped("mode_type"), Dropped("output_shape"), Dropped("output_shape_type"), Dropped("output_mask"),
                Dropped("output_mask_type"), Dropped("arguments"), Dropped("layers"),
            ],
        },
    ];

    private static string ByMode(JsonObject config, LegacyScope scope)
    {
        var mode = KerasObject.TextOf(config["mode"]);
        if (KerasObject.TextOf(config["mode_type"]) is "lambda" or "function")
        {
            throw scope.Refuse(
                "it merges by a function of Python, which only Python can run.\n  hint: build the model in code, with a Lambda layer.");
        }

        var now = Modes.FirstOrDefault(pair => pair.Mode == mode).Now
            ?? throw scope.Refuse("mode", config["mode"], $"Lamina merges by {string.Join(", ", Modes.Select(pair => pair.Mode))}");
        Take(config, "concat_axis", out var axis);
        Take(config, "dot_axes", out var axes);
        if (now == "Concatenate")
        {
            config["axis"] = axis?.DeepClone() ?? -1;
        }
        else if (now == "Dot")
        {
            config["axes"] = Flat(axes);
        }

        return now;
    }

    // [[1], [2]] is one axis of either input.
    private static JsonNode? Flat(JsonNode? axes) => axes is JsonArray list
        ? new JsonArray([.. list.Select(axis => (axis is JsonArray { Count: 1 } one ? one[0] : axis)?.DeepClone())])
        : axes?.DeepClone() ?? -1;
}
