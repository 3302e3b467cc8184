using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AveragePooling2D"/> layer is made of.</summary>
public sealed record AveragePooling2DConfig : PoolingConfig;

/// <summary>The mean of each channel in each window of an image; what is around it does not count.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, windows down, windows across, channels].</remarks>
public sealed class AveragePooling2D : AveragePooling<AveragePooling2DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public AveragePooling2D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new AveragePooling2DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AveragePooling2D(AveragePooling2DConfig config)
        : base(config, places: 2)
    {
    }
}
