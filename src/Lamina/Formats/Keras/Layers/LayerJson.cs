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
[JsonSerializable(typeof(ActivationConfig))]
internal sealed partial class LayerJson : JsonSerializerContext
{
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
                Fixed("quantization_config"),
            ], BuildForm.Shape),
        Of(
            new EmbeddingConfig { InputDim = 1, OutputDim = 1 }, static config => new Embedding(config), "Embedding",
            [
                .. BaseKeys, "input_dim", "output_dim", "embeddings_initializer", "embeddings_regularizer", "activity_regularizer",
                "embeddings_constraint", "mask_zero", Fixed("quantization_config"),
            ], BuildForm.Shape),
        Of(
            new ActivationConfig { Activation = new LinearActivation() },
            static config => new ActivationLayer(config),
            "Activation",
            [.. BaseKeys, "activation"]),
    ];
}
