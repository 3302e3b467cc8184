using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AdaptiveMaxPooling3D"/> layer is made of.</summary>
public sealed record AdaptiveMaxPooling3DConfig : AdaptivePoolingConfig;

/// <summary>The largest value of each channel in each bin of a volume that is divided into a given number of
/// them.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, output size.., channels].</remarks>
public sealed class AdaptiveMaxPooling3D : AdaptiveMaxPooling<AdaptiveMaxPooling3DConfig>
{
    /// <summary>A layer whose output has a given size.</summary>
    public AdaptiveMaxPooling3D(Axes outputSize)
        : this(new AdaptiveMaxPooling3DConfig { OutputSize = outputSize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AdaptiveMaxPooling3D(AdaptiveMaxPooling3DConfig config)
        : base(config, places: 3)
    {
    }
}
