using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers against overfitting, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DropoutConfig))]
internal sealed partial class RegularizationJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new DropoutConfig { Rate = 0 }, static config => new Dropout(config), "Dropout",
            [.. BaseKeys, "rate", "seed", "noise_shape"]),
    ];
}
