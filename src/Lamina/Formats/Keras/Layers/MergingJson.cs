using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers of several inputs, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AddConfig))]
[JsonSerializable(typeof(SubtractConfig))]
[JsonSerializable(typeof(MultiplyConfig))]
[JsonSerializable(typeof(AverageConfig))]
[JsonSerializable(typeof(MaximumConfig))]
[JsonSerializable(typeof(MinimumConfig))]
[JsonSerializable(typeof(ConcatenateConfig))]
[JsonSerializable(typeof(DotConfig))]
internal sealed partial class MergingJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(new AddConfig(), static config => new Add(config), "Add", BaseKeys, BuildForm.Shapes),
        Of(new SubtractConfig(), static config => new Subtract(config), "Subtract", BaseKeys, BuildForm.Shapes),
        Of(new MultiplyConfig(), static config => new Multiply(config), "Multiply", BaseKeys, BuildForm.Shapes),
        Of(new AverageConfig(), static config => new Average(config), "Average", BaseKeys, BuildForm.Shapes),
        Of(new MaximumConfig(), static config => new Maximum(config), "Maximum", BaseKeys, BuildForm.Shapes),
        Of(new MinimumConfig(), static config => new Minimum(config), "Minimum", BaseKeys, BuildForm.Shapes),
        Of(
            new ConcatenateConfig(), static config => new Concatenate(config), "Concatenate", [.. BaseKeys, "axis"],
            BuildForm.Shapes),
        Of(
            new DotConfig { Axes = 1 }, static config => new Dot(config), "Dot",
            [.. BaseKeys, OneOrMore("axes"), "normalize"], BuildForm.Shapes),
    ];
}
