using System.Collections.Frozen;
using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>The functions of TensorFlow that <c>TFOpLambda</c> may hold; a new one is a row.</summary>
internal static class TensorFlowFunctions
{
    private const string Nn = "keras.src.ops.nn";

    private static readonly string[] Modules =
        ["compat.v1.", "math.", "nn.", "linalg.", "image.", "__operators__.", "keras.backend.", "keras.activations.", "raw_ops.", "signal."];

    private static readonly LegacyArgument[] Reduced =
    [
        Renamed("reduction_indices", "axis"), new("keep_dims", Kept), new("keepdims", Kept), Dropped("input_tensor"),
    ];

    private static readonly LegacyArgument[] AlongAxis = [new("dim", Along), new("axis", Along)];

    private static readonly LegacyArgument Plain = Dropped("data_format", "null", "\"NHWC\"", "\"channels_last\"");

    private static readonly FrozenDictionary<string, TensorFlowFunction> ByName = Rows().ToFrozenDictionary(row => row.Name);

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The row of a function by its full name, such as <c>math.reduce_mean</c>.</summary>
    public static TensorFlowFunction? Find(string function)
    {
        foreach (var module in Modules)
        {
            function = function.StartsWith(module, StringComparison.Ordinal) ? function[module.Length..] : function;
        }

        return ByName.GetValueOrDefault(function);
    }

    private static IEnumerable<TensorFlowFunction> Rows() =>
    [
        .. Elementwise(), .. Activations(), .. Reductions(), .. Shapes(),
        new("matmul", "Matmul", "b")
        {
            Arguments =
            [
                Dropped("transpose_a", "false"), Dropped("transpose_b", "false"), Dropped("adjoint_a", "false"), Dropped("adjoint_b", "false"),
                Dropped("a_is_sparse"), Dropped("b_is_sparse"), Dropped("output_type", "null"), Dropped("grad_a"), Dropped("grad_b"),
            ],
        },
        new("where", "Where", "x", "y"), new("where_v2", "Where", "x", "y"),
        new("identity", "Identity") { Module = null }, new("convert_to_tensor", "Identity") { Module = null, Arguments = [Dropped("dtype"), Dropped("dtype_hint")] },
        new("stop_gradient", "Identity") { Module = null, Arguments = [new("stops", Stopped)] },
        new("cast", "Cast") { Module = "keras.src.ops.core" },
        new("resize", "Resizing")
        {
            Module = null,
            Arguments =
            [
                new("size", Sides), Renamed("method", "interpolation"), Dropped("preserve_aspect_ratio", "false"),
                Dropped("antialias", "false"),
            ],
        },
    ];

    private static IEnumerable<TensorFlowFunction> Elementwise() =>
    [
        .. Both("Add", "add", "add_v2"), .. Both("Subtract", "subtract", "sub"), .. Both("Multiply", "multiply", "mul"),
        .. Both("TrueDivide", "divide", "truediv", "div", "realdiv"), .. Both("FloorDivide", "floordiv", "floor_div"),
        .. Both("Mod", "floormod", "mod"), .. Both("Power", "pow"), .. Both("Maximum", "maximum"), .. Both("Minimum", "minimum"),
        .. Both("Greater", "greater"), .. Both("GreaterEqual", "greater_equal"), .. Both("Less", "less"),
        .. Both("LessEqual", "less_equal"), .. Both("Equal", "equal"), .. Both("NotEqual", "not_equal"),
        .. Both("LogicalAnd", "logical_and"), .. Both("LogicalOr", "logical_or"),
        new("squared_difference", "SquaredDifference", "y") { Module = KerasModule.LaminaOperations },
        new("bias_add", "Add", "bias") { Arguments = [Plain] },
        .. One("Absolute", "abs"), .. One("Negative", "negative", "neg"), .. One("Square", "square"), .. One("Sqrt", "sqrt"),
        .. One("Exp", "exp"), .. One("Expm1", "expm1"), .. One("Log", "log"), .. One("Log1p", "log1p"), .. One("Sin", "sin"),
        .. One("Cos", "cos"), .. One("Tanh", "tanh"), .. One("Sign", "sign"), .. One("Floor", "floor"), .. One("Ceil", "ceil"),
        .. One("Reciprocal", "reciprocal", "reciprocal_no_nan"), .. One("LogicalNot", "logical_not"),
        new("rsqrt", "Rsqrt") { Module = "keras.src.ops.math" },
        new("clip_by_value", "Clip") { Arguments = [Renamed("clip_value_min", "x_min"), Renamed("clip_value_max", "x_max")] },
        new("clip", "Clip") { Arguments = [Renamed("min_value", "x_min"), Renamed("max_value", "x_max")] },
        new("sigmoid", "Sigmoid") { Module = Nn }, new("softplus", "Softplus") { Module = Nn }, new("log_sigmoid", "LogSigmoid") { Module = Nn },
    ];

    private static IEnumerable<TensorFlowFunction> Activations() =>
    [
        new("relu", "ReLU")
        {
            Module = null, Arguments = [Renamed("alpha", "negative_slope")],
            Defaults = new JsonObject { ["negative_slope"] = 0.0 },
        },
        new("relu6", "Relu6") { Module = Nn }, new("selu", "Selu") { Module = Nn }, new("softsign", "Softsign") { Module = Nn },
        new("silu", "Silu") { Module = Nn, Arguments = [Dropped("beta", "1", "1.0")] },
        new("swish", "Silu") { Module = Nn, Arguments = [Dropped("beta", "1", "1.0")] },
        new("elu", "Elu") { Module = Nn },
        new("gelu", "Gelu") { Module = Nn, Defaults = new JsonObject { ["approximate"] = false } },
        new("leaky_relu", "LeakyRelu") { Module = Nn, Arguments = [Renamed("alpha", "negative_slope")] },
        new("softmax", "Softmax") { Module = Nn, Arguments = AlongAxis }, new("softmax_v2", "Softmax") { Module = Nn, Arguments = AlongAxis },
        new("log_softmax", "LogSoftmax") { Module = Nn, Arguments = AlongAxis },
    ];

    private static IEnumerable<TensorFlowFunction> Reductions() =>
    [
        .. new[]
        {
            ("reduce_sum", "Sum"), ("sum", "Sum"), ("reduce_mean", "Mean"), ("mean", "Mean"), ("reduce_max", "Max"), ("max", "Max"), ("reduce_min", "Min"),
            ("min", "Min"), ("reduce_prod", "Prod"), ("reduce_variance", "Var"), ("reduce_std", "Std"), ("reduce_any", "Any"),
        }.Select(pair => new TensorFlowFunction(pair.Item1, pair.Item2) { Arguments = Reduced }),
        new("argmax", "Argmax") { Arguments = [Dropped("output_type"), Dropped("dimension", "null")], Defaults = new JsonObject { ["axis"] = 0 } },
        new("norm", "Norm")
        {
            Module = "keras.src.ops.linalg", Arguments = [Dropped("ord", "\"euclidean\"", "2", "null"), new("keepdims", Kept), new("keep_dims", Kept)],
        },
        new("l2_normalize", "Normalize")
        {
            Module = Nn, Arguments = [Dropped("dim", "null"), Converted("epsilon", "epsilon", Root)],
            Defaults = new JsonObject { ["order"] = 2, ["epsilon"] = 1e-6 },
        },
    ];

    private static IEnumerable<TensorFlowFunction> Shapes() =>
    [
        new("reshape", "Reshape") { Arguments = [Renamed("shape", "newshape")] },
        new("transpose", "Transpose") { Arguments = [Renamed("perm", "axes"), Dropped("conjugate", "false")] },
        new("permute_dimensions", "Transpose") { Arguments = [Renamed("pattern", "axes")] },
        new("expand_dims", "ExpandDims") { Arguments = [Renamed("dim", "axis")] },
        new("squeeze", "Squeeze") { Arguments = [Renamed("squeeze_dims", "axis")] },
        new("concat", "Concatenate"), new("concatenate", "Concatenate"), new("stack", "Stack"),
        new("tile", "Tile") { Arguments = [Renamed("multiples", "repeats"), Renamed("n", "repeats")] },
        new("split", "Split") { Arguments = [new("num_or_size_splits", Parts), Dropped("num", "null")] },
        new("depth_to_space", "DepthToSpace") { Module = KerasModule.LaminaOperations, Arguments = [new("data_format", Order)] },
        new("space_to_depth", "SpaceToDepth") { Module = KerasModule.LaminaOperations, Arguments = [new("data_format", Order)] },
    ];

    private static IEnumerable<TensorFlowFunction> Both(string now, params string[] names) =>
        names.Select(name => new TensorFlowFunction(name, now, "y"));

    private static IEnumerable<TensorFlowFunction> One(string now, params string[] names) =>
        names.Select(name => new TensorFlowFunction(name, now));

    private static void Kept(JsonObject config, LegacyScope scope)
    {
        foreach (var name in new[] { "keep_dims", "keepdims" })
        {
            if (Take(config, name, out var value) && value is not null)
            {
                config["keepdims"] = value.DeepClone();
                return;
            }
        }
    }

    private static void Along(JsonObject config, LegacyScope scope)
    {
        Take(config, "dim", out var dim);
        Take(config, "axis", out var axis);
        config["axis"] = (axis ?? dim)?.DeepClone() ?? -1;
    }

    private static void Stopped(JsonObject config, LegacyScope scope) =>
        scope.Note("gradients flow through it here: TensorFlow stopped them, which only training knows.");

    private static JsonNode? Root(JsonNode? epsilon, LegacyScope scope) =>
        IsNumber(epsilon, out var number) ? JsonValue.Create(Math.Sqrt(number)) : epsilon;

    // Sizes of parts are places where they end.
    private static void Parts(JsonObject config, LegacyScope scope)
    {
        Take(config, "num_or_size_splits", out var value);
        if (value is JsonArray sizes)
        {
            var end = 0;
            value = new JsonArray([.. sizes.SkipLast(1).Select(size => JsonValue.Create(
                end += IsNumber(size, out var length) && length > 0 ? (int)length : throw scope.Refuse("num_or_size_splits", value, "Lamina knows sizes above 0")))]);
        }

        config["indices_or_sections"] = value?.DeepClone();
    }

    private static void Sides(JsonObject config, LegacyScope scope)
    {
        Take(config, "size", out var size);
        (config["height"], config["width"]) = size is JsonArray { Count: 2 } sides
            ? (sides[0]?.DeepClone(), sides[1]?.DeepClone())
            : throw scope.Refuse("size", size, "Lamina knows a height and a width");
    }

    private static void Order(JsonObject config, LegacyScope scope)
    {
        if (Take(config, "data_format", out var value))
        {
            config["data_format"] = KerasObject.TextOf(value) switch
            {
                null or "NHWC" or "channels_last" => "channels_last",
                "NCHW" or "channels_first" => "channels_first",
                _ => throw scope.Refuse("data_format", value, "Lamina knows NHWC and NCHW"),
            };
        }
    }
}
