using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AdaptiveAveragePooling1D"/> layer is made of.</summary>
public sealed record AdaptiveAveragePooling1DConfig : AdaptivePoolingConfig;

/// <summary>The mean of each channel in each bin of a sequence that is divided into a given number of them.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, output size, channels].</remarks>
public sealed class AdaptiveAveragePooling1D : AdaptiveAveragePooling<AdaptiveAveragePooling1DConfig>
{
    /// <summary>A layer whose output has a given size.</summary>
    public AdaptiveAveragePooling1D(Axes outputSize)
        : this(new AdaptiveAveragePooling1DConfig { OutputSize = outputSize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AdaptiveAveragePooling1D(AdaptiveAveragePooling1DConfig config)
        : base(config, places: 1)
    {
    }
}
