using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="DepthwiseConv2D"/> layer is made of.</summary>
public sealed record DepthwiseConv2DConfig : DepthwiseConvolutionConfig;

/// <summary>A convolution of each channel of images for itself.</summary>
/// <remarks>
/// <para>Shapes: x [batch, height, width, channels], W [window height, window width, channels, multiplier] → y [batch,
/// windows down, windows across, channels·multiplier]; output c·multiplier + m is the m-th of channel c.</para>
/// <para>Source: F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017.</para>
/// </remarks>
public sealed class DepthwiseConv2D : DepthwiseConvolution<DepthwiseConv2DConfig>
{
    /// <summary>A layer of some window with Keras's defaults.</summary>
    public DepthwiseConv2D(
        Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid,
        int depthMultiplier = 1)
        : this(new DepthwiseConv2DConfig
        {
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
    public DepthwiseConv2D(DepthwiseConv2DConfig config)
        : base(config, places: 2)
    {
    }
}
