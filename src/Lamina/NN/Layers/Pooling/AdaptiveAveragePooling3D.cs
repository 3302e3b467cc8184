using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AdaptiveAveragePooling3D"/> layer is made of.</summary>
public sealed record AdaptiveAveragePooling3DConfig : AdaptivePoolingConfig;

/// <summary>The mean of each channel in each bin of a volume that is divided into a given number of them.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, output size.., channels].</remarks>
public sealed class AdaptiveAveragePooling3D : AdaptiveAveragePooling<AdaptiveAveragePooling3DConfig>
{
    /// <summary>A layer whose output has a given size.</summary>
    public AdaptiveAveragePooling3D(Axes outputSize)
        : this(new AdaptiveAveragePooling3DConfig { OutputSize = outputSize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AdaptiveAveragePooling3D(AdaptiveAveragePooling3DConfig config)
        : base(config, places: 3)
    {
    }
}
