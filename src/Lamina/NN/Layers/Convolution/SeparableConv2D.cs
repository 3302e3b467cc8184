using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="SeparableConv2D"/> layer is made of.</summary>
public sealed record SeparableConv2DConfig : SeparableConvolutionConfig;

/// <summary>A convolution of each channel of images for itself, and a mixture of the channels at each place.</summary>
/// <remarks>
/// <para>Shapes: x [batch, height, width, channels], D [window height, window width, channels, multiplier], P [1, 1,
/// channels·multiplier, filters] → y [batch, windows down, windows across, filters].</para>
/// <para>Source: F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017.</para>
/// </remarks>
public sealed class SeparableConv2D : SeparableConvolution<SeparableConv2DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public SeparableConv2D(
        int filters, Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid,
        int depthMultiplier = 1)
        : this(new SeparableConv2DConfig
        {
            Filters = filters,
            KernelSize = kernelSize,
            DepthMultiplier = depthMultiplier,
            Activation = activation ?? Activation.Linear,
            Strides = strides ?? 1,
            Padding = padding,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or strides and dilation are both above
    /// 1.</exception>
    public SeparableConv2D(SeparableConv2DConfig config)
        : base(config, places: 2)
    {
    }
}
