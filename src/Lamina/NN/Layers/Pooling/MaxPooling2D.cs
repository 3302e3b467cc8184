using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MaxPooling2D"/> layer is made of.</summary>
public sealed record MaxPooling2DConfig : PoolingConfig;

/// <summary>The largest value of each channel in each window.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, windows down, windows across, channels].</remarks>
public sealed class MaxPooling2D : Pooling<MaxPooling2DConfig>
{
    /// <summary>A layer of windows of some size, which lie side by side unless strides are given.</summary>
    public MaxPooling2D(Axes? poolSize = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new MaxPooling2DConfig { PoolSize = poolSize ?? 2, Strides = strides, Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    public MaxPooling2D(MaxPooling2DConfig config)
        : base(config, places: 2)
    {
    }

    private protected override Tensor Pool(Tensor x, Windows windows) => x.MaxPool(windows);
}
