using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AveragePooling1D"/> layer is made of.</summary>
public sealed record AveragePooling1DConfig : PoolingConfig;

/// <summary>The mean of each channel in each window of a sequence; what is around it does not count.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, windows, channels].</remarks>
public sealed class AveragePooling1D : AveragePooling<AveragePooling1DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public AveragePooling1D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new AveragePooling1DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AveragePooling1D(AveragePooling1DConfig config)
        : base(config, places: 1)
    {
    }
}
