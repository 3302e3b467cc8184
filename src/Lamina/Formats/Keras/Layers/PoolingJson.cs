using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that pool, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MaxPooling1DConfig))]
[JsonSerializable(typeof(MaxPooling3DConfig))]
[JsonSerializable(typeof(AveragePooling1DConfig))]
[JsonSerializable(typeof(AveragePooling3DConfig))]
[JsonSerializable(typeof(MaxPooling2DConfig))]
[JsonSerializable(typeof(AveragePooling2DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling1DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling2DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling1DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling2DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling3DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling3DConfig))]
[JsonSerializable(typeof(AdaptiveAveragePooling1DConfig))]
[JsonSerializable(typeof(AdaptiveAveragePooling2DConfig))]
[JsonSerializable(typeof(AdaptiveAveragePooling3DConfig))]
[JsonSerializable(typeof(AdaptiveMaxPooling1DConfig))]
[JsonSerializable(typeof(AdaptiveMaxPooling2DConfig))]
[JsonSerializable(typeof(AdaptiveMaxPooling3DConfig))]
internal sealed partial class PoolingJson : JsonSerializerContext
{
    private static readonly KerasKey[] PoolKeys = [.. BaseKeys, "pool_size", "padding", "strides", ChannelOrder];

    private static readonly KerasKey[] GlobalPoolKeys = [.. BaseKeys, ChannelOrder, Named("keepdims", "keep_dims")];

    private static readonly KerasKey[] AdaptiveKeys = [.. BaseKeys, "output_size", ChannelOrder];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new MaxPooling1DConfig(), static config => new MaxPooling1D(config), "MaxPooling1D", PoolKeys,
            aliases: ["MaxPool1D"]),
        Of(
            new MaxPooling3DConfig { PoolSize = [2, 2, 2] }, static config => new MaxPooling3D(config), "MaxPooling3D", PoolKeys,
            aliases: ["MaxPool3D"]),
        Of(
            new AveragePooling1DConfig(), static config => new AveragePooling1D(config), "AveragePooling1D", PoolKeys,
            aliases: ["AvgPool1D"]),
        Of(
            new AveragePooling3DConfig { PoolSize = [2, 2, 2] }, static config => new AveragePooling3D(config),
            "AveragePooling3D", PoolKeys, aliases: ["AvgPool3D"]),
        Of(
            new MaxPooling2DConfig { PoolSize = [2, 2] }, static config => new MaxPooling2D(config), "MaxPooling2D", PoolKeys,
            aliases: ["MaxPool2D"]),
        Of(
            new AveragePooling2DConfig { PoolSize = [2, 2] }, static config => new AveragePooling2D(config), "AveragePooling2D",
            PoolKeys, aliases: ["AvgPool2D"]),
        Of(
            new GlobalAveragePooling1DConfig(), static config => new GlobalAveragePooling1D(config), "GlobalAveragePooling1D",
            GlobalPoolKeys, call: CallForm.WithMask, aliases: ["GlobalAvgPool1D"]),
        Of(
            new GlobalAveragePooling2DConfig(), static config => new GlobalAveragePooling2D(config), "GlobalAveragePooling2D",
            GlobalPoolKeys, aliases: ["GlobalAvgPool2D"]),
        Of(
            new GlobalMaxPooling1DConfig(), static config => new GlobalMaxPooling1D(config), "GlobalMaxPooling1D",
            GlobalPoolKeys, aliases: ["GlobalMaxPool1D"]),
        Of(
            new GlobalMaxPooling2DConfig(), static config => new GlobalMaxPooling2D(config), "GlobalMaxPooling2D",
            GlobalPoolKeys, aliases: ["GlobalMaxPool2D"]),
        Of(
            new GlobalAveragePooling3DConfig(), static config => new GlobalAveragePooling3D(config), "GlobalAveragePooling3D",
            GlobalPoolKeys, aliases: ["GlobalAvgPool3D"]),
        Of(
            new GlobalMaxPooling3DConfig(), static config => new GlobalMaxPooling3D(config), "GlobalMaxPooling3D",
            GlobalPoolKeys, aliases: ["GlobalMaxPool3D"]),
        Of(
            new AdaptiveAveragePooling1DConfig { OutputSize = [1] }, static config => new AdaptiveAveragePooling1D(config),
            "AdaptiveAveragePooling1D", AdaptiveKeys, BuildForm.Shape),
        Of(
            new AdaptiveAveragePooling2DConfig { OutputSize = [1, 1] }, static config => new AdaptiveAveragePooling2D(config),
            "AdaptiveAveragePooling2D", AdaptiveKeys, BuildForm.Shape),
        Of(
            new AdaptiveAveragePooling3DConfig { OutputSize = [1, 1, 1] }, static config => new AdaptiveAveragePooling3D(config),
            "AdaptiveAveragePooling3D", AdaptiveKeys, BuildForm.Shape),
        Of(
            new AdaptiveMaxPooling1DConfig { OutputSize = [1] }, static config => new AdaptiveMaxPooling1D(config),
            "AdaptiveMaxPooling1D", AdaptiveKeys, BuildForm.Shape),
        Of(
            new AdaptiveMaxPooling2DConfig { OutputSize = [1, 1] }, static config => new AdaptiveMaxPooling2D(config),
            "AdaptiveMaxPooling2D", AdaptiveKeys, BuildForm.Shape),
        Of(
            new AdaptiveMaxPooling3DConfig { OutputSize = [1, 1, 1] }, static config => new AdaptiveMaxPooling3D(config),
            "AdaptiveMaxPooling3D", AdaptiveKeys, BuildForm.Shape),
    ];
}
