using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="ZeroPadding2D"/> layer is made of.</summary>
public sealed record ZeroPadding2DConfig : ZeroPaddingConfig;

/// <summary>Puts rows and columns of zeros around an image.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, above + height + below, left + width + right,
/// channels].</remarks>
public sealed class ZeroPadding2D : ZeroPadding<ZeroPadding2DConfig>
{
    /// <summary>A layer of as many zeros on each side.</summary>
    public ZeroPadding2D(int padding = 1)
        : this(new ZeroPadding2DConfig { Padding = [padding] })
    {
    }

    /// <summary>A layer of two numbers for each axis of places, before and behind: <c>[[1, 0], [2, 1]]</c>. One
    /// number is for both.</summary>
    public ZeroPadding2D(ValueList<Axes> padding)
        : this(new ZeroPadding2DConfig { Padding = padding })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The entries are not one for each axis, or a number is less than
    /// 0.</exception>
    public ZeroPadding2D(ZeroPadding2DConfig config)
        : this(config, Margins.PerAxis(nameof(ZeroPadding2D), nameof(config.Padding), config.Padding, places: 2))
    {
    }

    private ZeroPadding2D(ZeroPadding2DConfig config, ValueList<Axes> padding)
        : base(config with { Padding = padding }, padding, config.DataFormat)
    {
    }
}
