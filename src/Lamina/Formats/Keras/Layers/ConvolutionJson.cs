using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Convolutions, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Conv1DConfig))]
[JsonSerializable(typeof(Conv2DConfig))]
internal sealed partial class ConvolutionJson : JsonSerializerContext
{
    private static readonly KerasKey[] ConvolutionKeys =
    [
        .. BaseKeys, "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups", "activation",
        "use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer",
        "kernel_constraint", "bias_constraint",
    ];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new Conv1DConfig { Filters = 1, KernelSize = 1 }, static config => new Conv1D(config), "Conv1D", ConvolutionKeys,
            BuildForm.Shape),
        Of(
            new Conv2DConfig { Filters = 1, KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new Conv2D(config), "Conv2D", ConvolutionKeys, BuildForm.Shape),
    ];
}
