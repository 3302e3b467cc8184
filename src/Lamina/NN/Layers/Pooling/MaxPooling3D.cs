using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MaxPooling3D"/> layer is made of.</summary>
public sealed record MaxPooling3DConfig : PoolingConfig;

/// <summary>The largest value of each channel in each window of a volume.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, windows.., channels].</remarks>
public sealed class MaxPooling3D : MaxPooling<MaxPooling3DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public MaxPooling3D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new MaxPooling3DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public MaxPooling3D(MaxPooling3DConfig config)
        : base(config, places: 3)
    {
    }
}
