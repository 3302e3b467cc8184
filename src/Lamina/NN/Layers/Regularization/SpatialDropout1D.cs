namespace Lamina.NN;

/// <summary>What a <see cref="SpatialDropout1D"/> layer is made of.</summary>
public sealed record SpatialDropout1DConfig : SpatialDropoutConfig;

/// <summary>In training, sets whole channels of sequences to 0 at random and scales the others by 1/(1 − rate).</summary>
/// <remarks>Shapes: x [batch, steps, channels] → the same.</remarks>
public sealed class SpatialDropout1D : SpatialDropout<SpatialDropout1DConfig>
{
    /// <summary>A layer that drops a share of the channels.</summary>
    public SpatialDropout1D(double rate)
        : this(new SpatialDropout1DConfig { Rate = rate })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public SpatialDropout1D(SpatialDropout1DConfig config)
        : base(config, places: 1)
    {
    }
}
