using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>A node of TensorFlow's graph that stands in a model as a layer: <c>TensorFlowOpLayer</c> of TensorFlow 2.0 to
/// 2.3.</summary>
internal static class TensorFlowNode
{
    private const string Hint = "\n  hint: build the model in code, or replace the operation by a layer in Keras and save again.";

    // The operation, the function that does the same, the names of its inputs behind the first, and those of its attributes.
    private static readonly Row[] Rows =
    [
        new("Add", "add"), new("AddV2", "add"), new("Sub", "subtract"), new("Mul", "multiply"), new("Div", "truediv"),
        new("RealDiv", "truediv"), new("FloorDiv", "floordiv"), new("FloorMod", "floormod"), new("Pow", "pow"), new("Maximum", "maximum"),
        new("Minimum", "minimum"), new("Greater", "greater"), new("GreaterEqual", "greater_equal"), new("Less", "less"),
        new("LessEqual", "less_equal"), new("Equal", "equal"), new("NotEqual", "not_equal"), new("LogicalAnd", "logical_and"),
        new("LogicalOr", "logical_or"), new("LogicalNot", "logical_not"), new("SquaredDifference", "squared_difference"),
        new("BiasAdd", "bias_add"), new("Abs", "abs"), new("Neg", "negative"), new("Square", "square"), new("Sqrt", "sqrt"),
        new("Rsqrt", "rsqrt"), new("Exp", "exp"), new("Expm1", "expm1"), new("Log", "log"), new("Log1p", "log1p"), new("Sin", "sin"),
        new("Cos", "cos"), new("Tanh", "tanh"), new("Sign", "sign"), new("Floor", "floor"), new("Ceil", "ceil"),
        new("Reciprocal", "reciprocal"), new("Sigmoid", "sigmoid"), new("Softplus", "softplus"), new("Softsign", "softsign"),
        new("Relu", "relu"), new("Relu6", "relu6"), new("Elu", "elu"), new("Selu", "selu"), new("Softmax", "softmax"),
        new("LogSoftmax", "log_softmax"), new("Identity", "identity"), new("StopGradient", "stop_gradient"), new("MatMul", "matmul"),
        new("BatchMatMul", "matmul"), new("BatchMatMulV2", "matmul"), new("Select", "where"), new("SelectV2", "where"),
        new("LeakyRelu", "leaky_relu") { Attributes = ["alpha"] },
        new("Sum", "reduce_sum", "axis") { Attributes = ["keep_dims"] }, new("Mean", "reduce_mean", "axis") { Attributes = ["keep_dims"] },
        new("Max", "reduce_max", "axis") { Attributes = ["keep_dims"] }, new("Min", "reduce_min", "axis") { Attributes = ["keep_dims"] },
        new("Prod", "reduce_prod", "axis") { Attributes = ["keep_dims"] },
        new("ArgMax", "argmax", "axis"), new("ClipByValue", "clip_by_value", "clip_value_min", "clip_value_max"),
        new("Reshape", "reshape", "shape"), new("Transpose", "transpose", "perm"), new("ExpandDims", "expand_dims", "axis"),
        new("Squeeze", "squeeze") { Attributes = ["squeeze_dims"] }, new("Tile", "tile", "multiples"), new("Pack", "stack") { Attributes = ["axis"] },
        new("DepthToSpace", "depth_to_space") { Attributes = ["block_size", "data_format"] },
        new("SpaceToDepth", "space_to_depth") { Attributes = ["block_size", "data_format"] },
        new("Cast", "cast") { Attributes = ["DstT"] }, new("ConcatV2", "concat") { LastInput = "axis" },
        new("ResizeBilinear", "resize", "size") { Harmless = ["half_pixel_centers"] },
    ];

    // Attributes that say what the tensors are, and those that say nothing at these values.
    private static readonly string[] Idle =
        ["T", "Tidx", "Tshape", "Tperm", "Tdim", "Tmultiples", "SrcT", "N", "output_type", "Truncate", "axis", "incompatible_shape_error"];

    /// <summary>The layer or operation of today.</summary>
    public static JsonObject Translate(JsonObject node, LegacyScope scope)
    {
        var definition = (node["config"] as JsonObject)?["node_def"] as JsonObject;
        if (definition is null || KerasObject.TextOf(definition["op"]) is not { } op)
        {
            throw scope.Refuse("it has no operation of TensorFlow.");
        }

        if (Array.Find(Rows, row => row.Op == op) is not { } known || TensorFlowFunctions.Find(known.Function) is not { } function)
        {
            throw scope.Refuse($"it computes TensorFlow's operation '{op}', which Lamina does not read from files.{Hint}");
        }

        var name = KerasObject.TextOf(node["name"]) ?? scope.Name ?? op;
        var inputs = Inputs(node, scope);
        if (inputs.Count == 0)
        {
            throw scope.Refuse("it has no inputs.");
        }

        var arguments = Attributes(known, definition["attr"] as JsonObject ?? [], scope);
        if (known.LastInput is { } last)
        {
            arguments[last] = inputs[^1];
            inputs.RemoveAt(inputs.Count - 1);
        }

        for (var i = 0; i < known.Inputs.Length && inputs.Count > 1; i++)
        {
            arguments[known.Inputs[i]] = inputs[1];
            inputs.RemoveAt(1);
        }

        var written = OperationRows.Node(function, name, arguments, scope);
        var list = new JsonArray([.. inputs]);
        written["inbound_nodes"] = new JsonArray((JsonNode)new JsonObject
        {
            ["args"] = function.Operands.Length > 0 || inputs.Count == 1 ? list : new JsonArray((JsonNode)list),
            ["kwargs"] = new JsonObject(),
        });
        return written;
    }

    // Tensors and constants, in the order of the operation.
    private static List<JsonNode?> Inputs(JsonObject node, LegacyScope scope)
    {
        var calls = node["inbound_nodes"] is JsonArray list ? LegacyCalls.Translate(list, scope) : [];
        if (calls is not [JsonObject call])
        {
            throw scope.Refuse($"an operation is called once; this one {calls.Count} times.");
        }

        var inputs = call["args"]!.AsArray().SelectMany(item => item is JsonArray items ? items.ToArray() : [item])
            .Select(item => item?.DeepClone()).ToList();
        var constants = (node["config"]!["constants"] as JsonObject ?? [])
            .Select(constant => (Place: int.TryParse(constant.Key, out var place) ? place : int.MaxValue, constant.Value));
        foreach (var (place, value) in constants.OrderBy(constant => constant.Place))
        {
            if (place > inputs.Count)
            {
                throw scope.Refuse($"it has a constant as input {place} of {inputs.Count}.");
            }

            inputs.Insert(place, LegacyValues.Plain(value)?.DeepClone());
        }

        return inputs;
    }

    private static JsonObject Attributes(Row row, JsonObject attributes, LegacyScope scope)
    {
        var arguments = new JsonObject();
        foreach (var (name, attribute) in attributes)
        {
            var value = Value(attribute as JsonObject ?? []);
            if (row.Attributes.Contains(name))
            {
                if (name == "squeeze_dims" && value is JsonArray { Count: 0 })
                {
                    continue;
                }

                arguments[name == "DstT" ? "dtype" : name] = value;
            }
            else if (!name.StartsWith('_') && !Idle.Contains(name) && !row.Harmless.Contains(name)
                && value?.GetValueKind() is JsonValueKind.True or JsonValueKind.Number)
            {
                throw scope.Refuse(name, value, $"Lamina reads TensorFlow's operation '{row.Op}' without it");
            }
        }

        return arguments;
    }

    // {"i": "2"}, {"b": true}, {"s": base64}, {"list": {"i": ["1"]}}.
    private static JsonNode? Value(JsonObject attribute)
    {
        var (kind, value) = attribute.FirstOrDefault();
        return kind switch
        {
            "i" => int.TryParse(value?.ToString(), out var number) ? number : null,
            "s" => Text(value),
            "type" => KerasObject.TextOf(value) switch
            {
                "DT_FLOAT" => "float32",
                "DT_DOUBLE" => "float64",
                "DT_INT32" => "int32",
                "DT_INT64" => "int64",
                "DT_BOOL" => "bool",
                "DT_UINT8" => "uint8",
                var other => other,
            },
            "list" => new JsonArray([.. ((value as JsonObject)?["i"] as JsonArray ?? []).Select(item => int.TryParse(item?.ToString(), out var number) ? (JsonNode)number : null)]),
            _ => value?.DeepClone(),
        };
    }

    private static string? Text(JsonNode? value)
    {
        var bytes = new byte[256];
        return Convert.TryFromBase64String(KerasObject.TextOf(value) ?? "", bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }

    private sealed record Row(string Op, string Function, params string[] Inputs)
    {
        public string[] Attributes { get; init; } = [];

        public string[] Harmless { get; init; } = [];

        public string? LastInput { get; init; }
    }
}
