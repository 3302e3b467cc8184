namespace Lamina.NN;

/// <summary>What a <see cref="SpatialDropout3D"/> layer is made of.</summary>
public sealed record SpatialDropout3DConfig : SpatialDropoutConfig
{
    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>In training, sets whole channels of volumes to 0 at random and scales the others by 1/(1 − rate).</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels], or with channels first, → the same.</remarks>
public sealed class SpatialDropout3D : SpatialDropout<SpatialDropout3DConfig>
{
    /// <summary>A layer that drops a share of the channels.</summary>
    public SpatialDropout3D(double rate, DataFormat dataFormat = DataFormat.ChannelsLast)
        : this(new SpatialDropout3DConfig { Rate = rate, DataFormat = dataFormat })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public SpatialDropout3D(SpatialDropout3DConfig config)
        : base(config, places: 3)
    {
    }

    private protected override DataFormat Format => Config.DataFormat;
}
