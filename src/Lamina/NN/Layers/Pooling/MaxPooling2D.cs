using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MaxPooling2D"/> layer is made of.</summary>
public sealed record MaxPooling2DConfig : PoolingConfig;

/// <summary>The largest value of each channel in each window of an image.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, windows down, windows across, channels].</remarks>
public sealed class MaxPooling2D : MaxPooling<MaxPooling2DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public MaxPooling2D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new MaxPooling2DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public MaxPooling2D(MaxPooling2DConfig config)
        : base(config, places: 2)
    {
    }
}
