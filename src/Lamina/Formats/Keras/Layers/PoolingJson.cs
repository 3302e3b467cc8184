using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers that pool, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MaxPooling2DConfig))]
[JsonSerializable(typeof(AveragePooling2DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling1DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling2DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling1DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling2DConfig))]
internal sealed partial class PoolingJson : JsonSerializerContext
{
    private static readonly KerasKey[] PoolKeys = [.. BaseKeys, "pool_size", "padding", "strides", "data_format"];

    private static readonly KerasKey[] GlobalPoolKeys = [.. BaseKeys, "data_format", Named("keepdims", "keep_dims")];

    public static KerasClass[] Rows { get; } =
    [
        Of(new MaxPooling2DConfig { PoolSize = [2, 2] }, static config => new MaxPooling2D(config), "MaxPooling2D", PoolKeys),
        Of(
            new AveragePooling2DConfig { PoolSize = [2, 2] }, static config => new AveragePooling2D(config), "AveragePooling2D",
            PoolKeys),
        Of(
            new GlobalAveragePooling1DConfig(), static config => new GlobalAveragePooling1D(config), "GlobalAveragePooling1D",
            GlobalPoolKeys, call: CallForm.WithMask),
        Of(
            new GlobalAveragePooling2DConfig(), static config => new GlobalAveragePooling2D(config), "GlobalAveragePooling2D",
            GlobalPoolKeys),
        Of(
            new GlobalMaxPooling1DConfig(), static config => new GlobalMaxPooling1D(config), "GlobalMaxPooling1D",
            GlobalPoolKeys),
        Of(
            new GlobalMaxPooling2DConfig(), static config => new GlobalMaxPooling2D(config), "GlobalMaxPooling2D",
            GlobalPoolKeys),
    ];
}
