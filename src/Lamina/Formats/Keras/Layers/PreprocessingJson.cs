using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that prepare data, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RescalingConfig))]
[JsonSerializable(typeof(NormalizationConfig))]
internal sealed partial class PreprocessingJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new RescalingConfig { Scale = 1 }, static config => new Rescaling(config), "Rescaling",
            [.. BaseKeys, "scale", "offset"], BuildForm.Shape),
        Of(
            new NormalizationConfig(), static config => new Normalization(config), "Normalization",
            [.. BaseKeys, List("axis", orEmpty: true), "invert", List("mean"), List("variance")], BuildForm.Shape),
    ];
}
