using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Layers of older versions in today's form.</summary>
internal static class LegacyLayers
{
    private static readonly string[] OutputTypes = ["InputLayer", "Hashing", "HashedCrossing"];

    private static readonly string[] Packages = ["keras", "tf_keras", "tensorflow", "builtins", "keras_core"];

    /// <summary>A layer in today's form; one of a class that Lamina does not know stays as it is, but for its activations.</summary>
    public static JsonObject Translate(JsonObject node, LegacyScope outer)
    {
        var className = KerasObject.TextOf(node["class_name"]) ?? "?";
        var isOwn = CustomObjects.Find(node) is not null;
        if (!isOwn && (KerasModel.IsModel(className) || className is "Network" or "Container"))
        {
            return LegacyModels.Translate(node, outer);
        }

        var written = (JsonObject)node.DeepClone();
        var scope = outer.For(className, KerasObject.TextOf((node["config"] as JsonObject)?["name"]) ?? KerasObject.TextOf(node["name"]));
        var config = written["config"] as JsonObject ?? [];
        if (!isOwn && OperationOf(node, className, scope) is { } module)
        {
            written["module"] = module;
            written["inbound_nodes"] = LegacyCalls.Translate(written["inbound_nodes"] as JsonArray ?? [], scope);
            return written;
        }

        var row = !isOwn && IsOfKeras(node) ? LegacyRows.Find(className) : null;
        if (row?.Gone is { } reason)
        {
            throw scope.Refuse($"Lamina cannot read this class: {reason}.\n  hint: a class of your own takes its place: CustomObjects.AddLayer.");
        }

        if (row?.Rewrite is { } rewrite)
        {
            return rewrite(written, scope);
        }

        written["config"] = Config(config, className, row, scope, isOwn, out var now);
        if (now != className)
        {
            written["class_name"] = now;
            written.Remove("module");
        }
        else if (scope.Age.IsOld && IsOfKeras(node))
        {
            written.Remove("module");
        }

        if (written["inbound_nodes"] is JsonArray calls)
        {
            written["inbound_nodes"] = LegacyCalls.Translate(calls, scope);
        }

        return written;
    }

    /// <summary>Layers in today's form; what is none is for the reader to refuse.</summary>
    public static JsonArray Translate(JsonArray layers, LegacyScope scope) =>
        new([.. layers.Select(layer => layer is JsonObject node ? Translate(node, scope) : layer?.DeepClone())]);

    /// <summary>Whether an object says nothing else than that it is one of Keras's own.</summary>
    public static bool IsOfKeras(JsonObject node) =>
        KerasObject.TextOf(node["module"]) is not { } module || Packages.Contains(module.Split('.')[0]);

    // Operations of Keras 3 share names with layers. In .h5 files they have no module, and they never say whether they are trained.
    private static string? OperationOf(JsonObject node, string className, LegacyScope scope)
    {
        if (scope.Age.IsOld)
        {
            return null;
        }

        var module = KerasObject.TextOf(node["module"]);
        return module is null
            ? (node["config"] as JsonObject)?.ContainsKey("trainable") == false && node.ContainsKey("inbound_nodes") && className != "InputLayer"
                ? KerasObject.OperationModule(className) : null
            : module != KerasModule.Layers && KerasObject.ArgumentsOf(className, module) is not null ? module : null;
    }

    private static JsonObject Config(JsonObject given, string className, LegacyClass? row, LegacyScope scope, bool isOwn, out string now)
    {
        var config = new JsonObject();
        foreach (var (argument, value) in given)
        {
            config[argument] = LegacyValues.Plain(value)?.DeepClone();
        }

        now = row?.Choose?.Invoke(config, scope) ?? row?.Now ?? className;
        var known = isOwn ? null : KerasObject.ArgumentsOf(now);
        IEnumerable<LegacyArgument> arguments = known is null
            ? scope.Age.IsOld ? CommonArguments.OfOwnLayers : []
            : [.. row?.Arguments ?? [], .. CommonArguments.OfAnyLayer];
        foreach (var argument in arguments)
        {
            argument.Apply(config, scope);
        }

        foreach (var (argument, value) in config.ToArray())
        {
            config[argument] = known is null && !argument.EndsWith("activation", StringComparison.Ordinal)
                ? value
                : LegacyValues.Translate(argument, value, scope)?.DeepClone();
        }

        if (known is not null)
        {
            Check(config, known, now, scope);
        }

        return config;
    }

    // What is null was never set, and a dtype that no layer computes in is that of its results.
    private static void Check(JsonObject config, IReadOnlyList<string> known, string now, LegacyScope scope)
    {
        if (scope.Age.IsOld && KerasObject.TextOf(config["dtype"]) is { } dtype && dtype is not ("float32" or "float64") && !OutputTypes.Contains(now))
        {
            config.Remove("dtype");
        }

        foreach (var (argument, value) in config.ToArray())
        {
            if (!known.Contains(argument) && argument is not ("name" or "dtype" or "trainable"))
            {
                config.Remove(argument);
                if (value is not null)
                {
                    throw scope.Unknown(argument, value, now, known);
                }
            }
        }
    }
}
