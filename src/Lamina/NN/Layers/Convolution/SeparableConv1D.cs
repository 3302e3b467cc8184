using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="SeparableConv1D"/> layer is made of.</summary>
public sealed record SeparableConv1DConfig : SeparableConvolutionConfig;

/// <summary>A convolution of each channel of sequences for itself, and a mixture of the channels at each
/// place.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, channels], D [window, channels, multiplier], P [1, channels·multiplier, filters] → y
/// [batch, windows, filters].</para>
/// <para>Source: F. Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017.</para>
/// </remarks>
public sealed class SeparableConv1D : SeparableConvolution<SeparableConv1DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public SeparableConv1D(
        int filters, Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid,
        int depthMultiplier = 1)
        : this(new SeparableConv1DConfig
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
    public SeparableConv1D(SeparableConv1DConfig config)
        : base(config, places: 1)
    {
    }
}
