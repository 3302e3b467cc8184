using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AdaptiveAveragePooling2D"/> layer is made of.</summary>
public sealed record AdaptiveAveragePooling2DConfig : AdaptivePoolingConfig;

/// <summary>The mean of each channel in each bin of a image that is divided into a given number of them.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, output size.., channels].</remarks>
public sealed class AdaptiveAveragePooling2D : AdaptiveAveragePooling<AdaptiveAveragePooling2DConfig>
{
    /// <summary>A layer whose output has a given size.</summary>
    public AdaptiveAveragePooling2D(Axes outputSize)
        : this(new AdaptiveAveragePooling2DConfig { OutputSize = outputSize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AdaptiveAveragePooling2D(AdaptiveAveragePooling2DConfig config)
        : base(config, places: 2)
    {
    }
}
