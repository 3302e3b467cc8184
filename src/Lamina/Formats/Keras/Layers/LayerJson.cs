using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that stand at the beginning of many models, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(InputConfig))]
[JsonSerializable(typeof(DenseConfig))]
[JsonSerializable(typeof(EmbeddingConfig))]
[JsonSerializable(typeof(ReversibleEmbeddingConfig))]
[JsonSerializable(typeof(EinsumDenseConfig))]
[JsonSerializable(typeof(TernaryDenseConfig))]
[JsonSerializable(typeof(ActivationConfig))]
[JsonSerializable(typeof(MaskingConfig))]
[JsonSerializable(typeof(IdentityLayerConfig))]
[JsonSerializable(typeof(LambdaConfig))]
internal sealed partial class LayerJson : JsonSerializerContext
{
    private const string WithoutLowRank = "Lamina has no low-rank adaptation of weights; save the model in Keras with the adaptation added to them";
    private const string WithoutArithmetic = "Lamina computes in float32 and float64, not in whole numbers";

    // Keras writes these only where they are set.
    private static readonly KerasKey[] Adaptation =
        [Without("lora_rank", WithoutLowRank), Without("lora_alpha", WithoutLowRank)];

    private static readonly KerasKey Quantization = Without("quantization_config", WithoutArithmetic) with { IsOmittedWhenNull = false };

    private static readonly KerasKey[] LookupKeys =
    [
        "name", "trainable", .. Int4Policy, "input_dim", "output_dim", "embeddings_initializer", "embeddings_regularizer",
        "activity_regularizer", "embeddings_constraint", "mask_zero", Int4Config, .. Adaptation,
    ];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new InputConfig { BatchShape = [1] }, static config => new Input(config), "InputLayer",
            [
                "batch_shape", Named("dtype", "d_type"), Fixed("sparse", "false"), Fixed("ragged", "false"), "name",
                Fixed("optional", "false"),
            ]),
        Of(
            new DenseConfig { Units = 1 }, static config => new Dense(config), "Dense",
            [
                .. BaseKeys, Optional("activity_regularizer"), "units", "activation", "use_bias", "kernel_initializer",
                "bias_initializer", "kernel_regularizer", "bias_regularizer", "kernel_constraint", "bias_constraint",
                Quantization, .. Adaptation,
            ], BuildForm.Shape),
        Of(
            new EinsumDenseConfig { Equation = "ab,bc->ac", OutputShape = [1] }, static config => new EinsumDense(config),
            "EinsumDense",
            [
                .. BaseKeys, List("output_shape"), "equation", "activation", "bias_axes", "kernel_initializer",
                "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
                "bias_constraint", Quantization, .. Adaptation,
            ], BuildForm.Shape),
        Of(
            new TernaryDenseConfig { Units = 1 }, static config => new TernaryDense(config), "TernaryDense",
            [
                .. BaseKeys, "units", "threshold", "activation", "use_bias", "kernel_initializer", "bias_initializer",
                "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint",
            ], BuildForm.Shape),
        Of(
            new EmbeddingConfig { InputDim = 1, OutputDim = 1 }, static config => new Embedding(config), "Embedding",
            LookupKeys, BuildForm.Shape),
        Of(
            new ReversibleEmbeddingConfig { InputDim = 1, OutputDim = 1 }, static config => new ReversibleEmbedding(config),
            "ReversibleEmbedding",
            [.. LookupKeys, "tie_weights", Named("reverse_dtype", "reverse_d_type"), "logit_soft_cap"], BuildForm.Shape,
            CallForm.Reversible),
        Of(new MaskingConfig(), static config => new Masking(config), "Masking", [.. BaseKeys, "mask_value"]),
        Of(new IdentityLayerConfig(), static config => new IdentityLayer(config), "Identity", BaseKeys),
        Of(
            new LambdaConfig { Function = NN.LambdaFunction.Of(static x => x, "identity") }, static config => new Lambda(config),
            "Lambda",
            [
                .. BaseKeys, "function", Forgotten("output_shape"),
                Without("mask", "a mask of a function's result is said in code, by CallContext.SetMask"),
                Fixed("arguments", "{}"),
            ]),
        Of(
            new ActivationConfig { Activation = new LinearActivation() },
            static config => new ActivationLayer(config),
            "Activation",
            [.. BaseKeys, "activation"]),
    ];
}
