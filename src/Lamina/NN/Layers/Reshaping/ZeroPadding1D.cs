using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="ZeroPadding1D"/> layer is made of.</summary>
public sealed record ZeroPadding1DConfig : LayerConfig
{
    /// <summary>How many zeros come before and behind; one number is for both.</summary>
    public Axes Padding { get; init; } = [1, 1];

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>Puts steps of zeros before and behind a sequence.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, before + steps + behind, channels].</remarks>
public sealed class ZeroPadding1D : ZeroPadding<ZeroPadding1DConfig>
{
    /// <summary>A layer of some zeros on both sides, or of two numbers: before and behind.</summary>
    public ZeroPadding1D(Axes? padding = null)
        : this(new ZeroPadding1DConfig { Padding = padding ?? 1 })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The numbers are not one or two of at least 0.</exception>
    public ZeroPadding1D(ZeroPadding1DConfig config)
        : this(config, Margins.Pair(nameof(ZeroPadding1D), nameof(config.Padding), config.Padding))
    {
    }

    private ZeroPadding1D(ZeroPadding1DConfig config, Axes padding)
        : base(config with { Padding = padding }, [padding], config.DataFormat)
    {
    }
}
