namespace Lamina.NN;

/// <summary>What a <see cref="SpatialDropout2D"/> layer is made of.</summary>
public sealed record SpatialDropout2DConfig : SpatialDropoutConfig
{
    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>In training, sets whole channels of images to 0 at random and scales the others by 1/(1 − rate).</summary>
/// <remarks>Shapes: x [batch, height, width, channels], or with channels first, → the same.</remarks>
public sealed class SpatialDropout2D : SpatialDropout<SpatialDropout2DConfig>
{
    /// <summary>A layer that drops a share of the channels.</summary>
    public SpatialDropout2D(double rate, DataFormat dataFormat = DataFormat.ChannelsLast)
        : this(new SpatialDropout2DConfig { Rate = rate, DataFormat = dataFormat })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public SpatialDropout2D(SpatialDropout2DConfig config)
        : base(config, places: 2)
    {
    }

    private protected override DataFormat Format => Config.DataFormat;
}
