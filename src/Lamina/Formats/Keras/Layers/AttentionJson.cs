using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that attend, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MultiHeadAttentionConfig))]
internal sealed partial class AttentionJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new MultiHeadAttentionConfig { NumHeads = 1, KeyDim = 1 }, static config => new MultiHeadAttention(config),
            "MultiHeadAttention",
            [
                .. BaseKeys, "num_heads", "key_dim", "value_dim", "dropout", "use_bias", "use_gate", "output_shape",
                "attention_axes", Fixed("sliding_window"), "kernel_initializer", "bias_initializer", "kernel_regularizer",
                "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint", "seed",
            ], BuildForm.ShapesByName, CallForm.Of("query", "value", "key")),
    ];
}
