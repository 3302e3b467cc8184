using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Operations of TensorFlow that stand among the layers of a model.</summary>
internal static class OperationRows
{
    private const string Hint = "\n  hint: build the model in code, or replace the operation by a layer in Keras and save again.";

    public static LegacyClass[] Rows { get; } =
    [
        new("TFOpLambda") { Rewrite = Function },
        new("SlicingOpLambda") { Rewrite = Slicing },
        new("TensorFlowOpLayer") { Rewrite = TensorFlowNode.Translate },
        new("ClassMethod") { Rewrite = Other },
        new("InstanceMethod") { Rewrite = Other },
        new("InstanceProperty") { Rewrite = Other },
    ];

    /// <summary>The node of a layer or operation of today that takes the place of a function.</summary>
    public static JsonObject Node(TensorFlowFunction row, string name, JsonObject arguments, LegacyScope scope)
    {
        var config = new JsonObject { ["name"] = name };
        foreach (var (argument, value) in row.Defaults)
        {
            config[argument] = value?.DeepClone();
        }

        foreach (var argument in row.Arguments)
        {
            argument.Apply(arguments, scope);
        }

        var known = KerasObject.ArgumentsOf(row.Now, row.Module ?? KerasModule.Layers) ?? [];
        foreach (var (argument, value) in arguments)
        {
            if (known.Contains(argument) && argument != "name")
            {
                config[argument] = value?.DeepClone();
            }
            else if (value is not null)
            {
                throw scope.Refuse(argument, value, "Lamina's operation has no such argument");
            }
        }

        var node = new JsonObject { ["class_name"] = row.Now, ["config"] = config, ["name"] = name };
        if (row.Module is { } module)
        {
            node["module"] = module;
        }

        return node;
    }

    private static JsonObject Function(JsonObject node, LegacyScope scope)
    {
        var function = KerasObject.TextOf((node["config"] as JsonObject)?["function"]) ?? "?";
        if (TensorFlowFunctions.Find(function) is not { } row)
        {
            var bare = function[(function.LastIndexOf('.') + 1)..];
            throw scope.Refuse(
                $"it computes TensorFlow's function '{function}', which Lamina does not read from files"
                + (NN.Suggestion.Nearest(bare, TensorFlowFunctions.Names) is { } near ? $"; the nearest that it reads is '{near}'." : ".") + Hint);
        }

        var (inputs, arguments) = Call(node, scope);
        var operands = inputs.ToList();
        foreach (var name in row.Operands)
        {
            if (LegacyArgument.Take(arguments, name, out var operand) && operand is not null)
            {
                operands.Add(operand.DeepClone());
            }
        }

        // A condition alone is something else than a choice.
        var written = Node(row, scope.Name ?? row.Name, arguments, scope);
        written["inbound_nodes"] = Calls(row.Operands.Length > 0 ? new JsonArray([.. operands]) : Listed(operands));
        return written;
    }

    private static JsonObject Slicing(JsonObject node, LegacyScope scope)
    {
        var (inputs, arguments) = Call(node, scope);
        if (inputs is not [{ } x] || !LegacyArgument.Take(arguments, "slice_spec", out var key))
        {
            throw scope.Refuse("it takes a part of a tensor, and does not say which." + Hint);
        }

        return new JsonObject
        {
            ["module"] = "keras.src.ops.numpy",
            ["class_name"] = "GetItem",
            ["config"] = new JsonObject { ["name"] = scope.Name },
            ["name"] = scope.Name,
            ["inbound_nodes"] = Calls(new JsonArray(x, key?.DeepClone())),
        };
    }

    private static JsonObject Other(JsonObject node, LegacyScope scope) =>
        throw scope.Refuse("Lamina does not read such operations from files." + Hint);

    // The one call of an operation: its first argument, and those with names.
    private static (JsonNode?[] Inputs, JsonObject Arguments) Call(JsonObject node, LegacyScope scope)
    {
        var calls = node["inbound_nodes"] is JsonArray list ? LegacyCalls.Translate(list, scope) : [];
        if (calls is not [JsonObject call])
        {
            throw scope.Refuse($"an operation is called once; this one {calls.Count} times.");
        }

        var inputs = call["args"]!.AsArray().SelectMany(item => item is JsonArray items ? items.ToArray() : [item]).ToArray();
        return ([.. inputs.Select(input => input?.DeepClone())], (JsonObject)call["kwargs"]!.DeepClone());
    }

    private static JsonArray Listed(List<JsonNode?> inputs) =>
        inputs.Count == 1 ? new JsonArray(inputs[0]) : new JsonArray((JsonNode)new JsonArray([.. inputs]));

    private static JsonArray Calls(JsonArray arguments) =>
        new((JsonNode)new JsonObject { ["args"] = arguments, ["kwargs"] = new JsonObject() });
}
