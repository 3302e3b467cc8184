using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>What becomes of arguments that many layers had.</summary>
internal static class CommonArguments
{
    /// <summary>What layers of any class may have had.</summary>
    public static LegacyArgument[] OfAnyLayer { get; } =
    [
        Dropped("batch_input_shape"), Dropped("input_shape"), Dropped("input_dtype"), Dropped("dynamic"), Dropped("autocast"),
        Dropped("implementation"), Dropped("consume_less"), Dropped("_keras_history"), Dropped("node_indices"), Dropped("tensor_indices"),
    ];

    /// <summary>What Keras once added to layers of one's own.</summary>
    public static LegacyArgument[] OfOwnLayers { get; } =
        [Dropped("batch_input_shape"), Dropped("dynamic"), new("dtype", Precision)];

    /// <summary>The weights of Keras 1.</summary>
    public static LegacyArgument[] Weights { get; } =
    [
        Renamed("init", "kernel_initializer"), Renamed("W_regularizer", "kernel_regularizer"),
        Renamed("b_regularizer", "bias_regularizer"), Renamed("W_constraint", "kernel_constraint"),
        Renamed("b_constraint", "bias_constraint"), Renamed("bias", "use_bias"), Dropped("weights"),
    ];

    /// <summary>Where channels stand: <c>th</c> was Theano's order, <c>tf</c> TensorFlow's.</summary>
    public static LegacyArgument[] Channels { get; } =
    [
        new("dim_ordering", Default),
        Worded(
            "dim_ordering", "data_format", ("th", "channels_first"), ("tf", "channels_last"),
            ("channels_first", "channels_first"), ("channels_last", "channels_last")),
    ];

    private static void Default(JsonObject config, LegacyScope scope)
    {
        if (KerasObject.TextOf(config["dim_ordering"]) == "default")
        {
            config["dim_ordering"] = scope.IsTheano ? "th" : "tf";
        }
    }

    // Whole numbers and texts are what such a layer gives, not what it computes in.
    private static void Precision(JsonObject config, LegacyScope scope)
    {
        if (Take(config, "dtype", out var value) && value is not null
            && KerasObject.TextOf(LegacyParts.Policy(value, scope)) is ("float32" or "float64") and var policy)
        {
            config["dtype"] = policy;
        }
    }
}
