using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Layers that stand in most models, and those that normalize, activate and regularize.</summary>
internal static class CoreRows
{
    private const string NoLonger = "Keras 3 has no such layer";

    private static readonly LegacyArgument Rate = Renamed("p", "rate");

    private static readonly LegacyArgument[] BatchArguments =
    [
        Dropped("mode", "0"), Single("axis"), Renamed("beta_init", "beta_initializer"), Renamed("gamma_init", "gamma_initializer"),
        Dropped("fused"), Dropped("virtual_batch_size", "null"), Dropped("adjustment", "null"), Dropped("_USE_V2_BEHAVIOR"),
        Dropped("input_dim"),
    ];

    public static LegacyClass[] Rows { get; } =
    [
        new("InputLayer")
        {
            Arguments =
            [
                Renamed("batch_input_shape", "batch_shape"), new("sparse", Densely), Dropped("input_dtype"), Dropped("type_spec", "null"),
                Dropped("input_tensor", "null"), Dropped("trainable"),
            ],
        },
        new("Dense") { Arguments = [Renamed("output_dim", "units"), Dropped("input_dim"), .. CommonArguments.Weights] },
        new("TimeDistributedDense")
        {
            Now = "Dense", Arguments = [Renamed("output_dim", "units"), Dropped("input_dim"), Dropped("input_length"), .. CommonArguments.Weights],
        },
        new("Embedding")
        {
            Arguments =
            [
                Renamed("init", "embeddings_initializer"), Renamed("W_regularizer", "embeddings_regularizer"),
                Renamed("W_constraint", "embeddings_constraint"), Dropped("input_length"), Dropped("sparse"),
                Trained("dropout", "0.0", "0", "null"), Dropped("weights"),
            ],
        },
        new("Dropout") { Arguments = [Rate] },
        new("AlphaDropout") { Arguments = [Rate] },
        new("GaussianDropout") { Arguments = [Rate] },
        new("GaussianNoise") { Arguments = [Renamed("sigma", "stddev")] },
        new("SpatialDropout1D") { Arguments = [Rate, Dropped("noise_shape", "null")] },
        new("SpatialDropout2D") { Arguments = [Rate, Dropped("noise_shape", "null"), .. CommonArguments.Channels] },
        new("SpatialDropout3D") { Arguments = [Rate, Dropped("noise_shape", "null"), .. CommonArguments.Channels] },
        new("Flatten") { Arguments = CommonArguments.Channels },
        new("BatchNormalization") { Arguments = BatchArguments },
        new("BatchNormalizationV1") { Now = "BatchNormalization", Arguments = BatchArguments },
        new("BatchNormalizationV2") { Now = "BatchNormalization", Arguments = BatchArguments },
        new("SyncBatchNormalization")
        {
            Now = "BatchNormalization", Arguments = [.. BatchArguments, Absent("synchronized", "true", static _ => true)],
        },
        new("LeakyReLU") { Arguments = [Renamed("alpha", "negative_slope")] },
        new("PReLU") { Arguments = [Renamed("init", "alpha_initializer"), Dropped("weights")] },
        new("ThresholdedReLU") { Now = "Activation", Arguments = [Converted("theta", "activation", Threshold)] },
        new("Lambda")
        {
            Arguments =
            [
                new("function", LegacyLambda.Translate), Dropped("function_type"), Dropped("module"), Dropped("arguments"),
                Dropped("output_shape"), Dropped("output_shape_type"), Dropped("output_shape_module"), Dropped("output_mask", "null"),
                Dropped("output_mask_type"), Dropped("mask", "null"),
            ],
        },
        new("Attention") { Arguments = [new("causal", Causal)] },
        new("AdditiveAttention") { Arguments = [new("causal", Causal)] },
        new("MultiHeadAttention") { Arguments = [Dropped("query_shape"), Dropped("key_shape"), Dropped("value_shape")] },
        new("AddLoss") { Now = "Identity", Arguments = [Dropped("unconditional")] },
        new("AddMetric") { Now = "Identity", Arguments = [Dropped("aggregation"), Dropped("metric_name")] },
        LegacyClass.Removed("MaxoutDense", NoLonger),
        LegacyClass.Removed("Highway", NoLonger),
        LegacyClass.Removed("SReLU", NoLonger),
        LegacyClass.Removed("ParametricSoftplus", NoLonger),
        LegacyClass.Removed("LocallyConnected1D", NoLonger),
        LegacyClass.Removed("LocallyConnected2D", NoLonger),
        LegacyClass.Removed("DenseFeatures", "it takes feature columns, which Keras 3 does not have"),
    ];

    // Sparse data are one way to hold the same numbers.
    private static void Densely(JsonObject config, LegacyScope scope)
    {
        if (config["sparse"] is JsonValue value && value.TryGetValue(out bool isSparse) && isSparse)
        {
            scope.Note("its input was sparse in Keras; Lamina takes the same numbers as a dense array.");
            config["sparse"] = false;
        }
    }

    private static void Causal(JsonObject config, LegacyScope scope)
    {
        if (Take(config, "causal", out var value) && value is JsonValue flag && flag.TryGetValue(out bool isCausal) && isCausal)
        {
            scope.CallKeywords["use_causal_mask"] = true;
        }
    }

    private static JsonObject Threshold(JsonNode? theta, LegacyScope scope) => new()
    {
        ["module"] = KerasModule.Activations,
        ["class_name"] = "threshold",
        ["config"] = new JsonObject { ["threshold"] = theta?.DeepClone(), ["default_value"] = 0.0 },
        ["registered_name"] = null,
    };
}
