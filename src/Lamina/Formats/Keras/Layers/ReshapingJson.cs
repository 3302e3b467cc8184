using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that put the same elements into another shape, by their names in Keras; a new one is a row here
/// and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FlattenConfig))]
[JsonSerializable(typeof(ReshapeConfig))]
[JsonSerializable(typeof(ZeroPadding1DConfig))]
[JsonSerializable(typeof(ZeroPadding2DConfig))]
[JsonSerializable(typeof(ZeroPadding3DConfig))]
[JsonSerializable(typeof(Cropping1DConfig))]
[JsonSerializable(typeof(Cropping2DConfig))]
[JsonSerializable(typeof(Cropping3DConfig))]
[JsonSerializable(typeof(UpSampling1DConfig))]
[JsonSerializable(typeof(UpSampling2DConfig))]
[JsonSerializable(typeof(UpSampling3DConfig))]
[JsonSerializable(typeof(PermuteConfig))]
[JsonSerializable(typeof(RepeatVectorConfig))]
internal sealed partial class ReshapingJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(
            new FlattenConfig(), static config => new Flatten(config), "Flatten",
            [.. BaseKeys, ChannelOrder], BuildForm.Shape),
        Of(
            new ReshapeConfig { TargetShape = [1] }, static config => new Reshape(config), "Reshape",
            [.. BaseKeys, Target("target_shape")]),
        Of(
            new ZeroPadding1DConfig(), static config => new ZeroPadding1D(config), "ZeroPadding1D",
            [.. BaseKeys, "padding", ChannelOrder], BuildForm.Shape),
        Of(
            new ZeroPadding2DConfig { Padding = [[1, 1], [1, 1]] }, static config => new ZeroPadding2D(config), "ZeroPadding2D",
            [.. BaseKeys, "padding", ChannelOrder], BuildForm.Shape),
        Of(
            new ZeroPadding3DConfig { Padding = [[1, 1], [1, 1], [1, 1]] }, static config => new ZeroPadding3D(config),
            "ZeroPadding3D", [.. BaseKeys, "padding", ChannelOrder], BuildForm.Shape),
        Of(
            new Cropping1DConfig(), static config => new Cropping1D(config), "Cropping1D",
            [.. BaseKeys, "cropping"], BuildForm.Shape),
        Of(
            new Cropping2DConfig(), static config => new Cropping2D(config), "Cropping2D",
            [.. BaseKeys, "cropping", ChannelOrder], BuildForm.Shape),
        Of(
            new Cropping3DConfig(), static config => new Cropping3D(config), "Cropping3D",
            [.. BaseKeys, "cropping", ChannelOrder], BuildForm.Shape),
        Of(
            new UpSampling1DConfig(), static config => new UpSampling1D(config), "UpSampling1D",
            [.. BaseKeys, "size"], BuildForm.Shape),
        Of(
            new UpSampling2DConfig(), static config => new UpSampling2D(config), "UpSampling2D",
            [.. BaseKeys, "size", ChannelOrder, "interpolation"], BuildForm.Shape),
        Of(
            new UpSampling3DConfig(), static config => new UpSampling3D(config), "UpSampling3D",
            [.. BaseKeys, "size", ChannelOrder], BuildForm.Shape),
        Of(
            new PermuteConfig { Dims = 1 }, static config => new Permute(config), "Permute",
            [.. BaseKeys, "dims"], BuildForm.Shape),
        Of(
            new RepeatVectorConfig { N = 1 }, static config => new RepeatVector(config), "RepeatVector",
            [.. BaseKeys, "n"], BuildForm.Shape),
    ];
}
