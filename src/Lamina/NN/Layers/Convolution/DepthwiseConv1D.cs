using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="DepthwiseConv1D"/> layer is made of.</summary>
public sealed record DepthwiseConv1DConfig : DepthwiseConvolutionConfig;

/// <summary>A convolution of each channel of sequences for itself.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, channels], W [window, channels, multiplier] → y [batch, windows,
/// channels·multiplier]; output c·multiplier + m is the m-th of channel c.</para>
/// <para>Source: F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017.</para>
/// </remarks>
public sealed class DepthwiseConv1D : DepthwiseConvolution<DepthwiseConv1DConfig>
{
    /// <summary>A layer of some window with Keras's defaults.</summary>
    public DepthwiseConv1D(
        Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid,
        int depthMultiplier = 1)
        : this(new DepthwiseConv1DConfig
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
    public DepthwiseConv1D(DepthwiseConv1DConfig config)
        : base(config, places: 1)
    {
    }
}
