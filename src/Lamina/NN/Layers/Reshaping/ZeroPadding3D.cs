using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="ZeroPadding3D"/> layer is made of.</summary>
public sealed record ZeroPadding3DConfig : ZeroPaddingConfig;

/// <summary>Puts zeros around a volume.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → the same with each axis of places longer by its two
/// numbers.</remarks>
public sealed class ZeroPadding3D : ZeroPadding<ZeroPadding3DConfig>
{
    /// <summary>A layer of as many zeros on each side.</summary>
    public ZeroPadding3D(int padding = 1)
        : this(new ZeroPadding3DConfig { Padding = [padding] })
    {
    }

    /// <summary>A layer of two numbers for each axis of places, before and behind: <c>[[1, 0], [2, 1], [0, 3]]</c>.
    /// One number is for both.</summary>
    public ZeroPadding3D(ValueList<Axes> padding)
        : this(new ZeroPadding3DConfig { Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The entries are not one for each axis, or a number is less than
    /// 0.</exception>
    public ZeroPadding3D(ZeroPadding3DConfig config)
        : this(config, Margins.PerAxis(nameof(ZeroPadding3D), nameof(config.Padding), config.Padding, places: 3))
    {
    }

    private ZeroPadding3D(ZeroPadding3DConfig config, ValueList<Axes> padding)
        : base(config with { Padding = padding }, padding, config.DataFormat)
    {
    }
}
