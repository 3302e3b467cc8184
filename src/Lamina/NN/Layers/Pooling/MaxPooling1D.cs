using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MaxPooling1D"/> layer is made of.</summary>
public sealed record MaxPooling1DConfig : PoolingConfig;

/// <summary>The largest value of each channel in each window of a sequence.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, windows, channels].</remarks>
public sealed class MaxPooling1D : MaxPooling<MaxPooling1DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public MaxPooling1D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new MaxPooling1DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public MaxPooling1D(MaxPooling1DConfig config)
        : base(config, places: 1)
    {
    }
}
