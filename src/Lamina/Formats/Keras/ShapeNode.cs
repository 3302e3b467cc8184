using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>Shapes as lists of lengths, with null for an axis that is not known.</summary>
internal static class ShapeNode
{
    /// <summary>The shape as a list.</summary>
    public static JsonArray Of(Shape shape) =>
        new([.. shape.Select(JsonNode? (axis) => axis == Shape.Unknown ? null : JsonValue.Create(axis))]);

    /// <summary>The shape, if the node is one that a tensor can have.</summary>
    public static Shape? TryRead(JsonNode? node)
    {
        if (node is not JsonArray list || list.Count == 0)
        {
            return null;
        }

        var axes = new int[list.Count];
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = Shape.Unknown;
            if (list[i] is { } axis && !(axis is JsonValue value && value.TryGetValue(out axes[i]) && axes[i] >= 0))
            {
                return null;
            }
        }

        return FileShape.TryCreate([.. axes.Select(axis => (long)Math.Max(axis, 0))]) is null ? null : Shape.Create(axes);
    }
}
