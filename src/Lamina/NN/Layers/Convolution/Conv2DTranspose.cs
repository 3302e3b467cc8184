using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Conv2DTranspose"/> layer is made of.</summary>
public sealed record Conv2DTransposeConfig : TransposedConvolutionConfig;

/// <summary>A transposed convolution, which enlarges images.</summary>
/// <remarks>
/// <para>Shapes: x [batch, height, width, channels], W [window height, window width, filters, channels] → y [batch,
/// larger places.., filters]; the lengths are said at <see cref="TransposedConvolution{TConfig}"/>.</para>
/// <para>Source: M. D. Zeiler et al., "Deconvolutional Networks", CVPR 2010.</para>
/// </remarks>
public sealed class Conv2DTranspose : TransposedConvolution<Conv2DTransposeConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public Conv2DTranspose(
        int filters, Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new Conv2DTransposeConfig
        {
            Filters = filters,
            KernelSize = kernelSize,
            Activation = activation ?? Activation.Linear,
            Strides = strides ?? 1,
            Padding = padding,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, or the output padding not less than the
    /// strides.</exception>
    public Conv2DTranspose(Conv2DTransposeConfig config)
        : base(config, places: 2)
    {
    }
}
