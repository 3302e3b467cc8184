using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Cropping3D"/> layer is made of.</summary>
public sealed record Cropping3DConfig : LayerConfig
{
    /// <summary>For each axis of places how many are taken away before and behind; one number is for both sides, one
    /// entry for all axes.</summary>
    public ValueList<Axes> Cropping { get; init; } = [[1, 1], [1, 1], [1, 1]];

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>Takes places away at the edges of a volume.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → the same with each axis of places shorter by its two
/// numbers.</remarks>
public sealed class Cropping3D : Cropping<Cropping3DConfig>
{
    /// <summary>A layer that takes as many places away on each side.</summary>
    public Cropping3D(int cropping = 1)
        : this(new Cropping3DConfig { Cropping = [cropping] })
    {
    }

    /// <summary>A layer of two numbers for each axis of places, before and behind: <c>[[1, 0], [2, 1], [0, 3]]</c>.
    /// One number is for both.</summary>
    public Cropping3D(ValueList<Axes> cropping)
        : this(new Cropping3DConfig { Cropping = cropping })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The entries are not one for each axis, or a number is less than
    /// 0.</exception>
    public Cropping3D(Cropping3DConfig config)
        : this(config, Margins.PerAxis(nameof(Cropping3D), nameof(config.Cropping), config.Cropping, places: 3))
    {
    }

    private Cropping3D(Cropping3DConfig config, ValueList<Axes> cropping)
        : base(config with { Cropping = cropping }, cropping, config.DataFormat)
    {
    }
}
