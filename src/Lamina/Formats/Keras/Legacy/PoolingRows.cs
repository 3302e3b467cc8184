using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Layers that pool.</summary>
internal static class PoolingRows
{
    private static readonly LegacyArgument[] Arguments =
    [
        Renamed("pool_length", "pool_size"), Renamed("stride", "strides"),
        Worded("border_mode", "padding", ("valid", "valid"), ("same", "same")), .. CommonArguments.Channels,
    ];

    public static LegacyClass[] Rows { get; } =
    [
        .. new[] { "MaxPooling", "AveragePooling", "MaxPool", "AvgPool", "GlobalMaxPooling", "GlobalAveragePooling" }
            .SelectMany(name => new[] { "1D", "2D", "3D" }.Select(axes => new LegacyClass(name + axes) { Arguments = Arguments })),
    ];
}
