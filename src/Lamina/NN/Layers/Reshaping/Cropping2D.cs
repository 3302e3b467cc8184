using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Cropping2D"/> layer is made of.</summary>
public sealed record Cropping2DConfig : LayerConfig
{
    /// <summary>For each axis of places how many are taken away before and behind; one number is for both sides, one
    /// entry for all axes.</summary>
    public ValueList<Axes> Cropping { get; init; } = [[0, 0], [0, 0]];

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>Takes rows and columns away at the edges of an image.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, height − above − below, width − left − right,
/// channels].</remarks>
public sealed class Cropping2D : Cropping<Cropping2DConfig>
{
    /// <summary>A layer that takes as many places away on each side.</summary>
    public Cropping2D(int cropping = 0)
        : this(new Cropping2DConfig { Cropping = [cropping] })
    {
    }

    /// <summary>A layer of two numbers for each axis of places, before and behind: <c>[[1, 0], [2, 1]]</c>. One
    /// number is for both.</summary>
    public Cropping2D(ValueList<Axes> cropping)
        : this(new Cropping2DConfig { Cropping = cropping })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The entries are not one for each axis, or a number is less than
    /// 0.</exception>
    public Cropping2D(Cropping2DConfig config)
        : this(config, Margins.PerAxis(nameof(Cropping2D), nameof(config.Cropping), config.Cropping, places: 2))
    {
    }

    private Cropping2D(Cropping2DConfig config, ValueList<Axes> cropping)
        : base(config with { Cropping = cropping }, cropping, config.DataFormat)
    {
    }
}
