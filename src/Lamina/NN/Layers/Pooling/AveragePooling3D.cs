using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AveragePooling3D"/> layer is made of.</summary>
public sealed record AveragePooling3DConfig : PoolingConfig;

/// <summary>The mean of each channel in each window of a volume; what is around it does not count.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, windows.., channels].</remarks>
public sealed class AveragePooling3D : AveragePooling<AveragePooling3DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public AveragePooling3D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new AveragePooling3DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AveragePooling3D(AveragePooling3DConfig config)
        : base(config, places: 3)
    {
    }
}
