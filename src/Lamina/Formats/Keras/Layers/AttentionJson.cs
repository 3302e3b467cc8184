using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that attend, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AttentionConfig))]
[JsonSerializable(typeof(AdditiveAttentionConfig))]
[JsonSerializable(typeof(MultiHeadAttentionConfig))]
[JsonSerializable(typeof(GroupQueryAttentionConfig))]
internal sealed partial class AttentionJson : JsonSerializerContext
{
    private static readonly KerasKey[] ProjectionKeys =
    [
        "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer",
        "kernel_constraint", "bias_constraint", "seed",
    ];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new AttentionConfig(), static config => new Attention(config), "Attention",
            [.. BaseKeys, "use_scale", "score_mode", "dropout", "seed"], BuildForm.Shapes, CallForm.Attention),
        Of(
            new AdditiveAttentionConfig(), static config => new AdditiveAttention(config), "AdditiveAttention",
            [.. BaseKeys, "use_scale", "dropout", "seed"], BuildForm.Shapes, CallForm.Attention),
        Of(
            new MultiHeadAttentionConfig { NumHeads = 1, KeyDim = 1 }, static config => new MultiHeadAttention(config),
            "MultiHeadAttention",
            [
                .. BaseKeys, "num_heads", "key_dim", "value_dim", "dropout", "use_bias", "use_gate", "output_shape",
                "attention_axes", "sliding_window", .. ProjectionKeys,
            ], BuildForm.ShapesByName, CallForm.MultiHeadAttention),
        Of(
            new GroupQueryAttentionConfig { HeadDim = 1, NumQueryHeads = 1, NumKeyValueHeads = 1 },
            static config => new GroupQueryAttention(config), "GroupQueryAttention",
            [
                .. BaseKeys, "head_dim", "num_query_heads", "num_key_value_heads", "use_bias", "use_gate", "sliding_window",
                "dropout", .. ProjectionKeys,
            ], BuildForm.ShapesByName, CallForm.MultiHeadAttention),
    ];
}
