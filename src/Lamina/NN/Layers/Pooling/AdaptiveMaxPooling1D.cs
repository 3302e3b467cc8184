using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="AdaptiveMaxPooling1D"/> layer is made of.</summary>
public sealed record AdaptiveMaxPooling1DConfig : AdaptivePoolingConfig;

/// <summary>The largest value of each channel in each bin of a sequence that is divided into a given number of
/// them.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, output size, channels].</remarks>
public sealed class AdaptiveMaxPooling1D : AdaptiveMaxPooling<AdaptiveMaxPooling1DConfig>
{
    /// <summary>A layer whose output has a given size.</summary>
    public AdaptiveMaxPooling1D(Axes outputSize)
        : this(new AdaptiveMaxPooling1DConfig { OutputSize = outputSize })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public AdaptiveMaxPooling1D(AdaptiveMaxPooling1DConfig config)
        : base(config, places: 1)
    {
    }
}
