using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras.Legacy;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Numbers among the arguments of a call: one, a list of lists, or an array of NumPy.</summary>
internal static class ConstantJson
{
    /// <summary>What a call says, with the numbers among its arguments.</summary>
    /// <param name="layer">The layer that is called.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="isTensor">Whether an argument holds tensors.</param>
    /// <param name="says">What the call says besides.</param>
    public static CallArguments Read(string layer, JsonNode[] arguments, Func<JsonNode, bool> isTensor, CallArguments says)
    {
        var places = arguments.Index().Where(argument => !isTensor(argument.Item)).ToArray();
        if (places.Length == 0)
        {
            return says;
        }

        var (values, axes) = (new List<double>(), new List<int>());
        return places is [var (place, node)] && LegacyValues.Plain(node) is { } numbers && TryRead(numbers, 0, values, axes)
            ? says with { Constants = values, ConstantShape = [.. axes], ConstantsFirst = place == 0 }
            : throw new LaminaFormatException(
                $"layer '{layer}' is called with {PythonJson.Write(places[^1].Item)}; Lamina's operations take tensors and numbers, or one array of them.");
    }

    /// <summary>The numbers as an argument.</summary>
    public static JsonNode Write(CallArguments says)
    {
        if (says.ConstantShape.Rank == 0)
        {
            return Number(says.Constants[0]);
        }

        var next = 0;
        return new JsonObject
        {
            ["class_name"] = "__numpy__",
            ["config"] = new JsonObject { ["value"] = Nested(0), ["dtype"] = "float32" },
        };

        JsonNode Nested(int axis) => axis == says.ConstantShape.Rank
            ? Number(says.Constants[next++])
            : new JsonArray([.. Enumerable.Range(0, says.ConstantShape[axis]).Select(_ => Nested(axis + 1))]);
    }

    private static JsonValue Number(double number) =>
        double.IsInteger(number) && Math.Abs(number) < 1e15 ? JsonValue.Create((long)number) : JsonValue.Create(number);

    // Every list at the same depth is equally long.
    private static bool TryRead(JsonNode? node, int depth, List<double> values, List<int> axes)
    {
        if (node is not JsonArray items)
        {
            double number = node?.GetValueKind() switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => double.NaN };
            var isNumber = double.IsFinite(number) || LegacyArgument.IsNumber(node, out number);
            values.Add(number);
            return isNumber && depth == axes.Count;
        }

        if (depth == axes.Count && values.Count == 0)
        {
            axes.Add(items.Count);
        }

        return depth < axes.Count && axes[depth] == items.Count && items.Count > 0 && items.All(item => TryRead(item, depth + 1, values, axes));
    }
}
