using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that normalize, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BatchNormalizationConfig))]
[JsonSerializable(typeof(LayerNormalizationConfig))]
[JsonSerializable(typeof(GroupNormalizationConfig))]
[JsonSerializable(typeof(RMSNormalizationConfig))]
[JsonSerializable(typeof(UnitNormalizationConfig))]
[JsonSerializable(typeof(SpectralNormalizationConfig))]
internal sealed partial class NormalizationJson : JsonSerializerContext
{
    // What the layer inside is, is for the file to say.
    private static readonly InnerLayer Inside =
        new(new DenseConfig { Name = "dense", Units = 1 }, static config => new Dense((DenseConfig)config));

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new BatchNormalizationConfig(), static config => new BatchNormalization(config), "BatchNormalization",
            [
                .. BaseKeys, "axis", "momentum", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer",
                "moving_mean_initializer", "moving_variance_initializer", "beta_regularizer", "gamma_regularizer",
                "beta_constraint", "gamma_constraint", "synchronized", "renorm",
                Given("renorm_clipping", ("rmax", "r_max"), ("rmin", "r_min"), ("dmax", "d_max")), "renorm_momentum",
            ], BuildForm.Shape, CallForm.WithMask),
        Of(
            new LayerNormalizationConfig(), static config => new LayerNormalization(config), "LayerNormalization",
            [
                .. BaseKeys, "axis", "epsilon", "center", "scale", "rms_scaling", "beta_initializer",
                "gamma_initializer", "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
            ], BuildForm.Shape),
        Of(
            new GroupNormalizationConfig(), static config => new GroupNormalization(config), "GroupNormalization",
            [
                .. BaseKeys, "groups", "axis", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer",
                "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
            ], BuildForm.Shape),
        Of(
            new RMSNormalizationConfig(), static config => new RMSNormalization(config), "RMSNormalization",
            [.. BaseKeys, "axis", "epsilon"], BuildForm.Shape),
        Of(
            new UnitNormalizationConfig(), static config => new UnitNormalization(config), "UnitNormalization",
            [.. BaseKeys, OneOrMore("axis")]),
        Of(
            new SpectralNormalizationConfig { Layer = Inside }, static config => new SpectralNormalization(config),
            "SpectralNormalization", [.. BaseKeys, "layer", "power_iterations"], BuildForm.Shape),
    ];
}
