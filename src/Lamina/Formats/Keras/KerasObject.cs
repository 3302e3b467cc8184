using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Objects in the form in which Keras saves them:
/// <c>{"module", "class_name", "config", "registered_name"}</c>.</summary>
public static class KerasObject
{
    private static readonly FrozenDictionary<(string Module, string Name), KerasClass> ByName =
        KerasJson.Classes.SelectMany(NamesOf).ToFrozenDictionary(pair => (pair.Row.Module, pair.Name), pair => pair.Row);

    private static readonly FrozenDictionary<Type, KerasClass> ByType =
        KerasJson.Classes.ToFrozenDictionary(row => row.Type);

    /// <summary>The object that a node describes.</summary>
    /// <param name="node">The object in Keras's form; <c>module</c> may be missing, as it is in old files.</param>
    /// <param name="module">The module to look in where the node names none, such as <c>keras.losses</c>.</param>
    /// <exception cref="LaminaFormatException">The node has another form, or its class or an argument is
    /// unknown.</exception>
    public static object Read(JsonNode node, string? module = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node is not JsonObject description || TextOf(description["class_name"]) is not { } name)
        {
            throw new LaminaFormatException(
                $"An object in Keras's form has a class_name and a config; this is {PythonJson.Write(node)}.");
        }

        return CustomObjects.Find(description) is { } own ? own.Read(description["config"] as JsonObject ?? [])
            : KerasModel.IsModel(name) ? KerasModel.Read(description)
            : Read(TextOf(description["module"]) ?? module, name, description["config"] as JsonObject);
    }

    /// <summary>The object of a class with a configuration.</summary>
    /// <param name="module">Keras's module, public or internal; any when null.</param>
    /// <param name="className">The class's name.</param>
    /// <param name="config">Its arguments; all defaults when null.</param>
    /// <exception cref="LaminaFormatException">The class or an argument is unknown.</exception>
    public static object Read(string? module, string className, JsonObject? config) =>
        CustomObjects.Find(className) is { } own ? own.Read(config ?? []) : Find(module, className).Read(config ?? []);

    /// <summary>The layer that a node describes, as a part of another layer's config.</summary>
    /// <exception cref="LaminaFormatException">The node is no layer, or its class or an argument is
    /// unknown.</exception>
    internal static InnerLayer ReadInner(JsonNode? node)
    {
        if (node is not JsonObject description || TextOf(description["class_name"]) is not { } name)
        {
            throw new LaminaFormatException(
                $"A layer in Keras's form has a class_name and a config; this is {PythonJson.Write(node)}.");
        }

        var own = CustomObjects.Find(description);
        if (own is { Class: null })
        {
            return own.Read(description["config"] as JsonObject ?? []) as Layer ?? throw new LaminaFormatException($"'{name}' is no layer.");
        }

        if (own is null && KerasModel.IsModel(name))
        {
            return KerasModel.Read(description);
        }

        var row = own?.Class ?? Find(TextOf(description["module"]) ?? KerasModule.Layers, name);
        return row.ReadRecord(description["config"] as JsonObject ?? []) is LayerConfig config
            ? new InnerLayer(config, other => (Layer)row.Make(other))
            : throw new LaminaFormatException($"'{name}' is no layer.");
    }

    /// <summary>An object in Keras's form.</summary>
    /// <exception cref="NotSupportedException">The object's class has no counterpart in Keras.</exception>
    public static JsonObject Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var inner = value as InnerLayer;
        var layer = value as Layer ?? inner?.Origin;
        if (layer is not null && CustomObjects.RowOf(layer.GetType()) is { } own)
        {
            return WriteOwn(own, layer);
        }

        if (layer is Model model)
        {
            return KerasModel.Write(model);
        }

        if (CustomObjects.FunctionOf(value) is { } function)
        {
            return function.Write();
        }

        var record = inner?.Config ?? layer?.GetConfig() ?? (value as Optimizer)?.AsSaved ?? value;
        if ((CustomObjects.RowOf(record.GetType())?.Class ?? ByType.GetValueOrDefault(record.GetType())) is not { } row)
        {
            throw new NotSupportedException(
                $"{(inner is null ? value : inner.Config).GetType().Name}{(layer is null || inner is not null ? "" : $" ('{layer.Name}')")} has no counterpart in Keras, so it"
                + " cannot be saved in Keras's form.\n  hint: a class of your own is saved where it is registered: customObjects: new CustomObjects(..).Add..(..).");
        }

        return WriteRow(row, record, layer?.BuildShapes ?? []);
    }

    private static JsonObject WriteRow(KerasClass row, object record, IReadOnlyList<Shape> shapes)
    {
        var written = new JsonObject
        {
            ["module"] = row.Module,
            ["class_name"] = row.Name,
            ["config"] = row.Write(record),
            ["registered_name"] = row.RegisteredName,
        };
        if (shapes.Count > 0 && BuildConfig.Write(row, shapes) is { } build)
        {
            written["build_config"] = build;
        }

        return written;
    }

    // A class that the user's own functions read and write.
    private static JsonObject WriteOwn(CustomRow own, Layer layer)
    {
        var write = own.Write ?? throw new NotSupportedException(
            $"{own.Name} ('{layer.Name}') is registered without a function that writes its arguments, so it cannot be saved."
            + "\n  hint: AddLayer takes one behind the function that reads.");
        var written = new JsonObject
        {
            ["module"] = own.Package,
            ["class_name"] = own.Name,
            ["config"] = write(layer),
            ["registered_name"] = own.RegisteredName,
        };
        if (layer.BuildShapes is { Count: > 0 } shapes)
        {
            written["build_config"] = new JsonObject
            {
                ["input_shape"] = shapes.Count == 1 ? ShapeNode.Of(shapes[0]) : new JsonArray([.. shapes.Select(ShapeNode.Of)]),
            };
        }

        return written;
    }

    /// <summary>How Keras writes calls of a layer.</summary>
    internal static CallForm CallFormOf(Layer layer) =>
        ByType.TryGetValue(layer.GetConfig().GetType(), out var row)
            ? row.CallForm with { StateGroups = StateGroups(layer) }
            : CallForm.Plain;

    // Several cells have lists of states within the list.
    private static IReadOnlyList<int> StateGroups(Layer layer) => layer switch
    {
        Recurrent { Cell: StackedRNNCells { IsBuilt: true } cells } => cells.StateCounts,
        Bidirectional both => [.. StateGroups(both.ForwardLayer), .. StateGroups(both.BackwardLayer)],
        _ => [],
    };

    /// <summary>The module of an operation that has no module, as in <c>.h5</c> files; null where no operation has the
    /// name.</summary>
    internal static string? OperationModule(string className) => KerasJson.Classes.FirstOrDefault(row =>
        row.Name == className && row.RegisteredName == className && row.Module != KerasModule.Layers)?.Module;

    /// <summary>The arguments of a class; null where there is no such class.</summary>
    internal static IReadOnlyList<string>? ArgumentsOf(string className, string module = KerasModule.Layers) =>
        ByName.TryGetValue((module, className), out var row) ? [.. row.Keys.Select(key => key.Name)] : null;

    /// <summary>The name of a function: that under which it is registered, <c>package&gt;name</c>, or its own.</summary>
    internal static string? FunctionOf(JsonNode? node)
    {
        if (node is not JsonObject function)
        {
            return TextOf(node);
        }

        if (TextOf(function["class_name"]) != "function")
        {
            return null;
        }

        var (registered, own) = (TextOf(function["registered_name"]), TextOf(function["config"]));
        return registered is not null && registered != "function" ? registered : own;
    }

    /// <summary>A node as text; null where it is something else.</summary>
    internal static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static IEnumerable<(KerasClass Row, string Name)> NamesOf(KerasClass row) =>
        row.Aliases.Prepend(row.Name).Select(name => (row, name));

    private static KerasClass Find(string? module, string name)
    {
        if (module is not null && ByName.TryGetValue((module, name), out var row))
        {
            return row;
        }

        // Internal modules, as keras.src.losses.losses, and those of older packages end in words of the public one.
        var candidates = KerasJson.Classes.SelectMany(NamesOf).Where(pair => pair.Name == name).Select(pair => pair.Row).ToArray();
        if (module is not null)
        {
            var words = module.Split('.');
            candidates = [.. candidates.Where(row => words.Contains(row.Module[(row.Module.LastIndexOf('.') + 1)..]))];
        }

        return candidates.Length switch
        {
            1 => candidates[0],
            0 => throw Unknown(module, name),
            _ => throw new LaminaFormatException($"'{name}' is a class of "
                + $"{string.Join(" and ", candidates.Select(candidate => candidate.Module))}; name the module."),
        };
    }

    private static LaminaFormatException Unknown(string? module, string name)
    {
        var known = KerasJson.Classes
            .Where(row => module is null || row.Module == module).Select(row => row.Name)
            .Concat(CustomObjects.Current.SelectMany(objects => objects.Names));
        var own = name[(name.LastIndexOf('>') + 1)..];
        var add = module switch
        {
            KerasModule.Losses => $"AddLoss(new {own}(..))",
            KerasModule.Metrics => $"AddMetric(new {own}(..))",
            KerasModule.Optimizers => $"AddOptimizer(new {own}(..))",
            KerasModule.Schedules => $"AddSchedule(new {own}(..))",
            KerasModule.Initializers => $"AddInitializer(new {own}(..))",
            KerasModule.Regularizers => $"AddRegularizer(new {own}(..))",
            KerasModule.Constraints => $"AddConstraint(new {own}(..))",
            KerasModule.Activations => $"AddActivation(\"{own}\", x => ..)",
            _ => $"AddLayer(\"{own}\", config => new {own}(..))",
        };
        return new LaminaFormatException($"unknown class '{name}'{(module is null ? "" : $" of {module}")}"
            + (Suggestion.Nearest(name, known) is { } near ? $"; did you mean '{near}'?" : ".")
            + $"\n  hint: a class of your own is registered in code, and given as customObjects: new CustomObjects().{add}");
    }
}
