using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Cropping1D"/> layer is made of.</summary>
public sealed record Cropping1DConfig : LayerConfig
{
    /// <summary>How many steps are taken away before and behind; one number is for both.</summary>
    public Axes Cropping { get; init; } = [1, 1];
}

/// <summary>Takes steps away at both ends of a sequence.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, steps − before − behind, channels].</remarks>
public sealed class Cropping1D : Cropping<Cropping1DConfig>
{
    /// <summary>A layer that takes as many steps away at both ends, or two numbers: before and behind.</summary>
    public Cropping1D(Axes? cropping = null)
        : this(new Cropping1DConfig { Cropping = cropping ?? 1 })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The numbers are not one or two of at least 0.</exception>
    public Cropping1D(Cropping1DConfig config)
        : this(config, Margins.Pair(nameof(Cropping1D), nameof(config.Cropping), config.Cropping))
    {
    }

    private Cropping1D(Cropping1DConfig config, Axes cropping)
        : base(config with { Cropping = cropping }, [cropping], DataFormat.ChannelsLast)
    {
    }
}
