using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="UpSampling3D"/> layer is made of.</summary>
public sealed record UpSampling3DConfig : LayerConfig
{
    /// <summary>How many times as long each axis of places is in the output; one number is for all.</summary>
    public Axes Size { get; init; } = [2, 2, 2];

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>Makes a volume larger by repeating its places.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, size₀·depth, size₁·height, size₂·width,
/// channels].</remarks>
public sealed class UpSampling3D : UpSampling<UpSampling3DConfig>
{
    /// <summary>A layer that makes volumes some times larger.</summary>
    public UpSampling3D(Axes? size = null)
        : this(new UpSampling3DConfig { Size = size ?? 2 })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public UpSampling3D(UpSampling3DConfig config)
        : this(config, Places.Spread(config.Size, 3))
    {
    }

    private UpSampling3D(UpSampling3DConfig config, Axes size)
        : base(config with { Size = size }, size, places: 3, config.DataFormat)
    {
    }
}
