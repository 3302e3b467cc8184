using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Conv2D"/> layer is made of.</summary>
public sealed record Conv2DConfig : ConvolutionConfig;

/// <summary>A convolution over images.</summary>
/// <remarks>
/// <para>Shapes: x [batch, height, width, channels], W [window height, window width, channels/groups, filters] → y
/// [batch, windows down, windows across, filters].</para>
/// <para>Source: Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", Proc. IEEE 86(11),
/// 1998.</para>
/// </remarks>
public sealed class Conv2D : Convolution<Conv2DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public Conv2D(
        int filters, Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new Conv2DConfig
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
    /// <exception cref="ArgumentException">A size is not greater than 0, or groups do not divide the
    /// filters.</exception>
    public Conv2D(Conv2DConfig config)
        : base(config, places: 2)
    {
    }
}
