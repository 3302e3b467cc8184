using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Conv3D"/> layer is made of.</summary>
public sealed record Conv3DConfig : ConvolutionConfig;

/// <summary>A convolution over volumes.</summary>
/// <remarks>
/// <para>Shapes: x [batch, depth, height, width, channels], W [window.., channels/groups, filters] → y [batch,
/// windows.., filters].</para>
/// <para>Source: Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", Proc. IEEE 86(11),
/// 1998.</para>
/// </remarks>
public sealed class Conv3D : Convolution<Conv3DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public Conv3D(
        int filters, Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new Conv3DConfig
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
    public Conv3D(Conv3DConfig config)
        : base(config, places: 3)
    {
    }
}
