using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers against overfitting, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DropoutConfig))]
[JsonSerializable(typeof(SpatialDropout1DConfig))]
[JsonSerializable(typeof(SpatialDropout2DConfig))]
[JsonSerializable(typeof(SpatialDropout3DConfig))]
[JsonSerializable(typeof(GaussianDropoutConfig))]
[JsonSerializable(typeof(GaussianNoiseConfig))]
[JsonSerializable(typeof(AlphaDropoutConfig))]
[JsonSerializable(typeof(ActivityRegularizationConfig))]
internal sealed partial class RegularizationJson : JsonSerializerContext
{
    // Whether they may be trained makes no difference, and Keras does not write it.
    private static readonly KerasKey[] SpatialKeys = ["rate", "seed", "name", PolicyName, Forgotten("trainable")];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new DropoutConfig { Rate = 0 }, static config => new Dropout(config), "Dropout",
            [.. BaseKeys, "rate", "seed", "noise_shape"]),
        Of(
            new SpatialDropout1DConfig { Rate = 0 }, static config => new SpatialDropout1D(config), "SpatialDropout1D",
            SpatialKeys),
        Of(
            new SpatialDropout2DConfig { Rate = 0 }, static config => new SpatialDropout2D(config), "SpatialDropout2D",
            [.. SpatialKeys, "data_format"]),
        Of(
            new SpatialDropout3DConfig { Rate = 0 }, static config => new SpatialDropout3D(config), "SpatialDropout3D",
            [.. SpatialKeys, "data_format"]),
        Of(
            new GaussianDropoutConfig { Rate = 0 }, static config => new GaussianDropout(config), "GaussianDropout",
            [.. BaseKeys, "rate", "seed"]),
        Of(
            new GaussianNoiseConfig { Stddev = 0 }, static config => new GaussianNoise(config), "GaussianNoise",
            [.. BaseKeys, "stddev", "seed"]),
        Of(
            new AlphaDropoutConfig { Rate = 0 }, static config => new AlphaDropout(config), "AlphaDropout",
            [.. BaseKeys, "rate", "seed", "noise_shape"]),
        Of(
            new ActivityRegularizationConfig(), static config => new ActivityRegularization(config), "ActivityRegularization",
            [.. BaseKeys, "l1", "l2"]),
    ];
}
