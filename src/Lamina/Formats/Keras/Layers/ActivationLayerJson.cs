using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Activations as layers, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ReLUConfig))]
[JsonSerializable(typeof(LeakyReLUConfig))]
[JsonSerializable(typeof(ELUConfig))]
[JsonSerializable(typeof(PReLUConfig))]
[JsonSerializable(typeof(SoftmaxConfig))]
internal sealed partial class ActivationLayerJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new ReLUConfig(), static config => new ReLU(config), "ReLU",
            [.. BaseKeys, "max_value", "negative_slope", "threshold"]),
        Of(
            new LeakyReLUConfig(), static config => new LeakyReLU(config), "LeakyReLU", [.. BaseKeys, "negative_slope"]),
        Of(new ELUConfig(), static config => new ELU(config), "ELU", [.. BaseKeys, "alpha"]),
        Of(
            new PReLUConfig(), static config => new PReLU(config), "PReLU",
            [.. BaseKeys, "alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes"], BuildForm.Shape),
        Of(
            new SoftmaxConfig(), static config => new Softmax(config), "Softmax", [.. BaseKeys, OneOrMore("axis")],
            call: CallForm.WithMaskBehind),
    ];
}
