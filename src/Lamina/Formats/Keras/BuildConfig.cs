using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>How Keras says for which shapes a layer was built.</summary>
internal enum BuildForm
{
    /// <summary>Not at all: the layer has nothing to build.</summary>
    None,

    /// <summary>As the shape of its input.</summary>
    Shape,

    /// <summary>As a list of the shapes of its inputs.</summary>
    Shapes,

    /// <summary>As shapes by the names of its arguments.</summary>
    ShapesByName,

    /// <summary>As the shape of its input; with first states as the shapes of sequence and states by name.</summary>
    Sequence,

    /// <summary>As an empty object.</summary>
    Empty,

    /// <summary>As the shape of its input, or a list of shapes where it has several.</summary>
    Any,
}

/// <summary>The shapes for which a layer was built, as Keras writes them.</summary>
internal static class BuildConfig
{
    /// <summary>The node; null where Keras writes none.</summary>
    public static JsonObject? Write(KerasClass row, IReadOnlyList<Shape> shapes)
    {
        return row.BuildForm switch
        {
            BuildForm.Any when shapes.Count > 1 => new JsonObject { ["input_shape"] = new JsonArray([.. shapes.Select(ShapeNode.Of)]) },
            BuildForm.Shape or BuildForm.Any => new JsonObject { ["input_shape"] = ShapeNode.Of(shapes[0]) },
            BuildForm.Sequence when shapes.Count == 1 => new JsonObject { ["input_shape"] = ShapeNode.Of(shapes[0]) },
            BuildForm.Sequence => new JsonObject
            {
                ["shapes_dict"] = new JsonObject
                {
                    ["sequences_shape"] = ShapeNode.Of(shapes[0]),
                    ["initial_state_shape"] = new JsonArray([.. shapes.Skip(1).Select(ShapeNode.Of)]),
                },
            },
            BuildForm.Shapes => new JsonObject { ["input_shape"] = new JsonArray([.. shapes.Select(ShapeNode.Of)]) },
            BuildForm.ShapesByName => new JsonObject { ["shapes_dict"] = ByName(row.CallForm.Arguments, shapes) },
            BuildForm.Empty => [],
            _ => null,
        };
    }

    private static JsonObject ByName(IReadOnlyList<string> names, IReadOnlyList<Shape> shapes)
    {
        var members = new JsonObject();
        foreach (var (name, shape) in names.Zip(shapes))
        {
            members[$"{name}_shape"] = ShapeNode.Of(shape);
        }

        return members;
    }
}
