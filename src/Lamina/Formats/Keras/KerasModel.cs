using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Models in Keras's form: <c>Sequential</c>, and <c>Functional</c> with its <c>inbound_nodes</c>.</summary>
internal static class KerasModel
{
    private static readonly string[] Functional = ["Functional", "Model"];

    /// <summary>Whether a class is a model.</summary>
    public static bool IsModel(string className) => className == nameof(Sequential) || Functional.Contains(className);

    /// <summary>A model in Keras's form, without how it was compiled.</summary>
    public static JsonObject Write(Model model)
    {
        using var scope = CustomObjects.Enter(model.CustomObjects);
        return CustomObjects.RowOf(model.GetType()) is not null ? KerasObject.Write(model)
            : model is Sequential sequential ? WriteSequential(sequential)
            : new JsonObject
            {
                ["module"] = "keras.src.models.functional",
                ["class_name"] = "Functional",
                ["config"] = FunctionalConfig.Write(model),
                ["registered_name"] = "Functional",
                ["build_config"] = new JsonObject { ["input_shape"] = null },
            };
    }

    /// <summary>A model with new weights; how it was compiled is not read.</summary>
    /// <exception cref="LaminaFormatException">The description is not one of a model that Lamina knows.</exception>
    public static Model Read(JsonObject description)
    {
        var model = CustomObjects.Find(description) is { } own ? ReadOwn(own, description) : ReadKnown(description);
        model.CustomObjects = CustomObjects.Together();
        return model;
    }

    // A model of a class of the user's own has weights when it knows the shape of its input.
    private static Model ReadOwn(CustomRow own, JsonObject description)
    {
        var model = own.Read(description["config"] as JsonObject ?? []) as Model
            ?? throw new LaminaFormatException($"'{own.Name}' is registered as a class that is no model.");
        if (!model.IsBuilt && ShapeNode.TryRead(description["build_config"]?["input_shape"]) is { } shape)
        {
            Naming(model.Name, () => model.BuildFor(shape));
        }

        return model;
    }

    private static Model ReadKnown(JsonObject description)
    {
        var className = KerasObject.TextOf(description["class_name"]);
        if (className is null || !IsModel(className))
        {
            throw new LaminaFormatException($"a model is a Sequential or a Functional; this is a '{className}'."
                + (className is null ? "" : $"\n  hint: a model of your own is registered in code: customObjects: new CustomObjects().AddModel(\"{className}\", config => new {className}(..))"));
        }

        if (description["config"] is not JsonObject config || config["layers"] is not JsonArray layers)
        {
            throw new LaminaFormatException($"{className} has a config with layers; this one has none.");
        }

        var model = className == nameof(Sequential) ? ReadSequential(config, layers) : FunctionalConfig.Read(config, layers);
        if (config["trainable"] is JsonValue trainable && trainable.TryGetValue(out bool isTrainable) && !isTrainable)
        {
            Freeze(model);
        }

        return model;
    }

    /// <summary>One layer of a model, built where the file says for which shape.</summary>
    public static Layer ReadLayer(JsonNode? node)
    {
        var described = node as JsonObject;
        var name = KerasObject.TextOf((described?["config"] as JsonObject)?["name"]) ?? KerasObject.TextOf(described?["name"]) ?? "?";
        return Naming(name, () =>
        {
            if (node is null || KerasObject.Read(node, KerasModule.Layers) is not Layer layer)
            {
                throw new LaminaFormatException($"{PythonJson.Write(node)} is not a layer.");
            }

            if (!layer.IsBuilt && ShapeNode.TryRead(node["build_config"]?["input_shape"]) is { } shape)
            {
                layer.BuildOnce([shape], "");
            }

            return layer;
        });
    }

    /// <summary>Does what a layer is needed for, and tells whatever fails with the layer's name.</summary>
    public static T Naming<T>(string layer, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is LaminaFormatException or ArgumentException or InvalidOperationException
            or NotSupportedException or OverflowException or OutOfMemoryException)
        {
            throw new LaminaFormatException($"layer '{layer}': {e.Message}", e);
        }
    }

    private static JsonObject WriteSequential(Sequential model)
    {
        var layers = new JsonArray();
        if (model.IsBuilt)
        {
            layers.Add((JsonNode)KerasObject.Write(model.Inputs[0].Call.Layer));
        }

        foreach (var layer in model.Layers)
        {
            layers.Add((JsonNode)KerasObject.Write(layer));
        }

        var config = new JsonObject
        {
            ["name"] = model.Name,
            ["trainable"] = model.Trainable,
            ["dtype"] = KerasKey.PolicyOf(model.IsBuilt && model.Inputs[0].DType == DType.Float64 ? "float64" : "float32"),
            ["layers"] = layers,
        };
        var written = new JsonObject
        {
            ["module"] = "keras",
            ["class_name"] = nameof(Sequential),
            ["config"] = config,
            ["registered_name"] = null,
        };
        if (model.IsBuilt)
        {
            config["build_input_shape"] = ShapeNode.Of(model.Inputs[0].Shape);
            written["build_config"] = new JsonObject { ["input_shape"] = ShapeNode.Of(model.Inputs[0].Shape) };
        }

        return written;
    }

    private static Sequential ReadSequential(JsonObject config, JsonArray nodes)
    {
        var name = KerasObject.TextOf(config["name"]);
        Layer[] layers = [.. nodes.Select(ReadLayer)];
        return Naming(name ?? nameof(Sequential), () =>
        {
            var model = new Sequential(layers, name);
            if (!model.IsBuilt && layers.Length > 0 && ShapeNode.TryRead(config["build_input_shape"]) is { } shape)
            {
                model.Build(shape);
            }

            return model;
        });
    }

    // Freezing a model freezes its layers too; each then gets back what the file says of it.
    private static void Freeze(Model model)
    {
        var flags = Within(model).Select(layer => (Layer: layer, layer.Trainable)).ToArray();
        model.Trainable = false;
        foreach (var (layer, trainable) in flags)
        {
            layer.Trainable = trainable;
        }

        static IEnumerable<Layer> Within(Layer layer) =>
            layer.SubLayers.SelectMany(inner => Within(inner).Prepend(inner));
    }
}
