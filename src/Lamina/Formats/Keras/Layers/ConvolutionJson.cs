using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Convolutions, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Conv1DConfig))]
[JsonSerializable(typeof(Conv2DConfig))]
[JsonSerializable(typeof(Conv3DConfig))]
[JsonSerializable(typeof(DepthwiseConv1DConfig))]
[JsonSerializable(typeof(DepthwiseConv2DConfig))]
[JsonSerializable(typeof(SeparableConv1DConfig))]
[JsonSerializable(typeof(SeparableConv2DConfig))]
[JsonSerializable(typeof(Conv1DTransposeConfig))]
[JsonSerializable(typeof(Conv2DTransposeConfig))]
[JsonSerializable(typeof(Conv3DTransposeConfig))]
internal sealed partial class ConvolutionJson : JsonSerializerContext
{
    private static readonly KerasKey[] ConvolutionKeys =
    [
        .. BaseKeys, "filters", "kernel_size", "strides", "padding", ChannelOrder, "dilation_rate", "groups", "activation",
        "use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer",
        "kernel_constraint", "bias_constraint",
    ];

    private static readonly KerasKey[] TransposedKeys =
    [
        .. BaseKeys, "filters", "kernel_size", "strides", "padding", "output_padding", ChannelOrder, "dilation_rate",
        "activation", "use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer",
        "activity_regularizer", "kernel_constraint", "bias_constraint",
    ];

    private static readonly KerasKey[] DepthwiseKeys =
    [
        .. BaseKeys, "depth_multiplier", "kernel_size", "strides", "padding", ChannelOrder, "dilation_rate", "activation",
        "use_bias", "depthwise_initializer", "bias_initializer", "depthwise_regularizer", "bias_regularizer",
        "activity_regularizer", "depthwise_constraint", "bias_constraint",
    ];

    private static readonly KerasKey[] SeparableKeys =
    [
        .. BaseKeys, "depth_multiplier", "filters", "kernel_size", "strides", "padding", ChannelOrder, "dilation_rate",
        "activation", "use_bias", "depthwise_initializer", "pointwise_initializer", "bias_initializer",
        "depthwise_regularizer", "pointwise_regularizer", "bias_regularizer", "activity_regularizer", "depthwise_constraint",
        "pointwise_constraint", "bias_constraint",
    ];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new Conv1DConfig { Filters = 1, KernelSize = 1 },
            static config => new Conv1D(config), "Conv1D", ConvolutionKeys, BuildForm.Shape, aliases: ["Convolution1D"]),
        Of(
            new Conv2DConfig { Filters = 1, KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new Conv2D(config), "Conv2D", ConvolutionKeys, BuildForm.Shape, aliases: ["Convolution2D"]),
        Of(
            new Conv3DConfig { Filters = 1, KernelSize = [1, 1, 1], Strides = [1, 1, 1], DilationRate = [1, 1, 1] },
            static config => new Conv3D(config), "Conv3D", ConvolutionKeys, BuildForm.Shape, aliases: ["Convolution3D"]),
        Of(
            new DepthwiseConv1DConfig { KernelSize = 1 },
            static config => new DepthwiseConv1D(config), "DepthwiseConv1D", DepthwiseKeys, BuildForm.Shape),
        Of(
            new DepthwiseConv2DConfig { KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new DepthwiseConv2D(config), "DepthwiseConv2D", DepthwiseKeys, BuildForm.Shape),
        Of(
            new SeparableConv1DConfig { Filters = 1, KernelSize = 1 },
            static config => new SeparableConv1D(config), "SeparableConv1D", SeparableKeys, BuildForm.Shape,
            aliases: ["SeparableConvolution1D"]),
        Of(
            new SeparableConv2DConfig { Filters = 1, KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new SeparableConv2D(config), "SeparableConv2D", SeparableKeys, BuildForm.Shape,
            aliases: ["SeparableConvolution2D"]),
        Of(
            new Conv1DTransposeConfig { Filters = 1, KernelSize = 1 },
            static config => new Conv1DTranspose(config), "Conv1DTranspose", TransposedKeys, BuildForm.Shape,
            aliases: ["Convolution1DTranspose"]),
        Of(
            new Conv2DTransposeConfig { Filters = 1, KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new Conv2DTranspose(config), "Conv2DTranspose", TransposedKeys, BuildForm.Shape,
            aliases: ["Convolution2DTranspose"]),
        Of(
            new Conv3DTransposeConfig { Filters = 1, KernelSize = [1, 1, 1], Strides = [1, 1, 1], DilationRate = [1, 1, 1] },
            static config => new Conv3DTranspose(config), "Conv3DTranspose", TransposedKeys, BuildForm.Shape,
            aliases: ["Convolution3DTranspose"]),
    ];
}
