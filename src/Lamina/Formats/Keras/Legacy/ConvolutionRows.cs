using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Convolutions, and layers that pad, crop and enlarge what they work on.</summary>
internal static class ConvolutionRows
{
    private static readonly LegacyArgument Padding = Worded(
        "border_mode", "padding", ("valid", "valid"), ("same", "same"), ("causal", "causal"));

    private static readonly LegacyArgument[] OneAxis =
    [
        Renamed("nb_filter", "filters"), Renamed("filter_length", "kernel_size"), Padding, Renamed("subsample_length", "strides"),
        Renamed("atrous_rate", "dilation_rate"), Dropped("input_dim"), Dropped("input_length"), .. CommonArguments.Weights,
    ];

    private static readonly LegacyArgument[] Maps =
    [
        Renamed("nb_filter", "filters"), Joined("kernel_size", "nb_row", "nb_col"),
        Joined("kernel_size", "kernel_dim1", "kernel_dim2", "kernel_dim3"), Padding, Renamed("subsample", "strides"),
        Renamed("atrous_rate", "dilation_rate"), .. CommonArguments.Channels, .. CommonArguments.Weights,
    ];

    private static readonly LegacyArgument[] Transposed = [.. Maps, Dropped("groups", "1"), new("output_shape", Enlarged)];

    // What these inherit from plain convolutions, and do not use.
    private static readonly LegacyArgument[] Unused =
        [Dropped("groups"), Dropped("kernel_initializer"), Dropped("kernel_regularizer"), Dropped("kernel_constraint")];

    private static readonly LegacyArgument[] Depthwise =
        [Renamed("init", "depthwise_initializer"), .. Maps, Dropped("filters"), .. Unused];

    private static readonly LegacyArgument[] Separable =
    [
        new("init", Both), Dropped("W_regularizer", "null"), Dropped("W_constraint", "null"), .. Maps, .. Unused,
    ];

    public static LegacyClass[] Rows { get; } =
    [
        new("Conv1D") { Arguments = OneAxis },
        new("Convolution1D") { Now = "Conv1D", Arguments = OneAxis },
        new("AtrousConvolution1D") { Now = "Conv1D", Arguments = OneAxis },
        new("Conv2D") { Arguments = Maps },
        new("Convolution2D") { Now = "Conv2D", Arguments = Maps },
        new("AtrousConvolution2D") { Now = "Conv2D", Arguments = Maps },
        new("AtrousConv2D") { Now = "Conv2D", Arguments = Maps },
        new("Conv3D") { Arguments = Maps },
        new("Convolution3D") { Now = "Conv3D", Arguments = Maps },
        new("Conv1DTranspose") { Arguments = Transposed },
        new("Conv2DTranspose") { Arguments = Transposed },
        new("Conv3DTranspose") { Arguments = Transposed },
        new("Convolution2DTranspose") { Now = "Conv2DTranspose", Arguments = Transposed },
        new("Convolution3DTranspose") { Now = "Conv3DTranspose", Arguments = Transposed },
        new("Deconvolution2D") { Now = "Conv2DTranspose", Arguments = Transposed },
        new("Deconvolution3D") { Now = "Conv3DTranspose", Arguments = Transposed },
        new("Deconv2D") { Now = "Conv2DTranspose", Arguments = Transposed },
        new("DepthwiseConv1D") { Arguments = Depthwise },
        new("DepthwiseConv2D") { Arguments = Depthwise },
        new("SeparableConv1D") { Arguments = Separable },
        new("SeparableConv2D") { Arguments = Separable },
        new("SeparableConvolution1D") { Now = "SeparableConv1D", Arguments = Separable },
        new("SeparableConvolution2D") { Now = "SeparableConv2D", Arguments = Separable },
        new("UpSampling1D") { Arguments = [Renamed("length", "size")] },
        new("UpSampling2D") { Arguments = CommonArguments.Channels },
        new("UpSampling3D") { Arguments = CommonArguments.Channels },
        new("ZeroPadding1D") { Arguments = [Converted("padding", "padding", Ends)] },
        new("ZeroPadding2D") { Arguments = [Converted("padding", "padding", Sides), .. CommonArguments.Channels] },
        new("ZeroPadding3D") { Arguments = CommonArguments.Channels },
        new("Cropping2D") { Arguments = CommonArguments.Channels },
        new("Cropping3D") { Arguments = CommonArguments.Channels },
    ];

    // Keras 1 was told the size of the result; today it follows from the input.
    private static void Enlarged(JsonObject config, LegacyScope scope)
    {
        if (Take(config, "output_shape", out var shape) && shape is not null)
        {
            scope.Note($"the argument 'output_shape' ({PythonJson.Write(shape)}) is left out: the shape follows from that of the input.");
        }
    }

    private static void Both(JsonObject config, LegacyScope scope)
    {
        if (Take(config, "init", out var initializer))
        {
            config["depthwise_initializer"] = initializer?.DeepClone();
            config["pointwise_initializer"] = initializer?.DeepClone();
        }
    }

    // [top, bottom, left, right] and {"top_pad": .., ..} are [[top, bottom], [left, right]].
    private static JsonNode? Sides(JsonNode? value, LegacyScope scope) => value switch
    {
        JsonArray { Count: 4 } four => new JsonArray(Pair(four[0], four[1]), Pair(four[2], four[3])),
        JsonObject named => new JsonArray(Pair(named["top_pad"], named["bottom_pad"]), Pair(named["left_pad"], named["right_pad"])),
        _ => value,
    };

    private static JsonNode? Ends(JsonNode? value, LegacyScope scope) =>
        value is JsonObject named ? Pair(named["left_pad"], named["right_pad"]) : value;

    private static JsonArray Pair(JsonNode? before, JsonNode? behind) => new(before?.DeepClone() ?? 0, behind?.DeepClone() ?? 0);
}
