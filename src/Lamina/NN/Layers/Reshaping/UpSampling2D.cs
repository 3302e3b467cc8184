using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="UpSampling2D"/> layer is made of.</summary>
public sealed record UpSampling2DConfig : LayerConfig
{
    /// <summary>How many times as high and as wide the output is; one number is for both.</summary>
    public Axes Size { get; init; } = [2, 2];

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>What stands between the pixels.</summary>
    public Interpolation Interpolation { get; init; }
}

/// <summary>Makes an image larger by repeating its pixels, or by what is interpolated between them.</summary>
/// <remarks>
/// <para>Formula: pixel i of an axis that becomes s times as long lies at <c>t = (i + ½)/s − ½</c>, and is
/// <c>Σⱼ k(t − j)·xⱼ / Σⱼ k(t − j)</c> with the interpolation's function k, over the pixels j that there are.</para>
/// <para>Shapes: x [batch, height, width, channels] → [batch, size₀·height, size₁·width, channels].</para>
/// <para>Source: R. G. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Trans. ASSP 29(6),
/// 1981.</para>
/// </remarks>
public sealed class UpSampling2D : UpSampling<UpSampling2DConfig>
{
    /// <summary>A layer that makes images some times larger.</summary>
    public UpSampling2D(Axes? size = null, Interpolation interpolation = Interpolation.Nearest)
        : this(new UpSampling2DConfig { Size = size ?? 2, Interpolation = interpolation })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or their number is wrong.</exception>
    public UpSampling2D(UpSampling2DConfig config)
        : this(config, Places.Spread(config.Size, 2))
    {
    }

    private UpSampling2D(UpSampling2DConfig config, Axes size)
        : base(config with { Size = size }, size, places: 2, config.DataFormat)
    {
    }

    private protected override Tensor Enlarge(Tensor x, int first)
    {
        if (Config.Interpolation == Interpolation.Nearest)
        {
            return base.Enlarge(x, first);
        }

        for (var i = 0; i < Config.Size.Count; i++)
        {
            var length = x.Shape[first + i];
            var weights = ResizeWeights.Of(length, length * Config.Size[i], Config.Interpolation, antialias: false, x.DType);
            x = Places.Map(x, first + i, weights);
        }

        return x;
    }
}
