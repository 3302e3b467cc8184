using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AdaptiveMaxPooling2D"/> layer is made of.</summary>
public sealed record AdaptiveMaxPooling2DConfig : AdaptivePoolingConfig;

/// <summary>The largest value of each channel in each bin of a image that is divided into a given number of
/// them.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, output size.., channels].</remarks>
public sealed class AdaptiveMaxPooling2D : AdaptiveMaxPooling<AdaptiveMaxPooling2DConfig>
{
    /// <summary>A layer whose output has a given size.</summary>
    public AdaptiveMaxPooling2D(Axes outputSize)
        : this(new AdaptiveMaxPooling2DConfig { OutputSize = outputSize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AdaptiveMaxPooling2D(AdaptiveMaxPooling2DConfig config)
        : base(config, places: 2)
    {
    }
}
