using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that put the same elements into another shape, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FlattenConfig))]
[JsonSerializable(typeof(ReshapeConfig))]
[JsonSerializable(typeof(PermuteConfig))]
[JsonSerializable(typeof(RepeatVectorConfig))]
internal sealed partial class ReshapingJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new FlattenConfig(), static config => new Flatten(config), "Flatten",
            [.. BaseKeys, "data_format"], BuildForm.Shape),
        Of(
            new ReshapeConfig { TargetShape = [1] }, static config => new Reshape(config), "Reshape",
            [.. BaseKeys, Target("target_shape")]),
        Of(
            new PermuteConfig { Dims = 1 }, static config => new Permute(config), "Permute",
            [.. BaseKeys, "dims"], BuildForm.Shape),
        Of(
            new RepeatVectorConfig { N = 1 }, static config => new RepeatVector(config), "RepeatVector",
            [.. BaseKeys, "n"], BuildForm.Shape),
    ];
}
