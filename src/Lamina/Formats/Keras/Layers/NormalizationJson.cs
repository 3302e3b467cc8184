using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that normalize, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BatchNormalizationConfig))]
[JsonSerializable(typeof(LayerNormalizationConfig))]
internal sealed partial class NormalizationJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new BatchNormalizationConfig(), static config => new BatchNormalization(config), "BatchNormalization",
            [
                .. BaseKeys, "axis", "momentum", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer",
                "moving_mean_initializer", "moving_variance_initializer", "beta_regularizer", "gamma_regularizer",
                "beta_constraint", "gamma_constraint", Fixed("synchronized", "false"), Fixed("renorm", "false"),
                Unused("renorm_clipping", "null"), Unused("renorm_momentum", "0.99"),
            ], BuildForm.Shape, CallForm.WithMask),
        Of(
            new LayerNormalizationConfig(), static config => new LayerNormalization(config), "LayerNormalization",
            [
                .. BaseKeys, "axis", "epsilon", "center", "scale", Fixed("rms_scaling", "false"), "beta_initializer",
                "gamma_initializer", "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
            ], BuildForm.Shape),
    ];
}
