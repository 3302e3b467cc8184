using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Convolutional recurrent layers, by their names in Keras.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConvLSTM1DConfig))]
[JsonSerializable(typeof(ConvLSTM2DConfig))]
[JsonSerializable(typeof(ConvLSTM3DConfig))]
internal sealed partial class ConvLSTMJson : JsonSerializerContext
{
    private static readonly KerasKey[] Keys =
    [
        .. BaseKeys, "return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask", "filters",
        "kernel_size", "strides", "padding", ChannelOrder, "dilation_rate", "activation", "recurrent_activation", "use_bias",
        "kernel_initializer", "recurrent_initializer", "bias_initializer", "unit_forget_bias", "kernel_regularizer",
        "recurrent_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint", "recurrent_constraint",
        "bias_constraint", "dropout", "recurrent_dropout", "seed",
    ];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new ConvLSTM1DConfig { Filters = 1, KernelSize = 1 }, static config => new ConvLSTM1D(config), "ConvLSTM1D", Keys,
            BuildForm.Shape, CallForm.Recurrent),
        Of(
            new ConvLSTM2DConfig { Filters = 1, KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new ConvLSTM2D(config), "ConvLSTM2D", Keys, BuildForm.Shape, CallForm.Recurrent),
        Of(
            new ConvLSTM3DConfig { Filters = 1, KernelSize = [1, 1, 1], Strides = [1, 1, 1], DilationRate = [1, 1, 1] },
            static config => new ConvLSTM3D(config), "ConvLSTM3D", Keys, BuildForm.Shape, CallForm.Recurrent),
    ];
}
