using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Conv1D"/> layer is made of.</summary>
public sealed record Conv1DConfig : ConvolutionConfig;

/// <summary>A convolution over sequences.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, channels], W [window, channels/groups, filters] → y [batch, windows, filters].</para>
/// <para>Source: Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", Proc. IEEE 86(11),
/// 1998.</para>
/// </remarks>
public sealed class Conv1D : Convolution<Conv1DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public Conv1D(
        int filters, Axes kernelSize, Activation? activation = null, Axes? strides = null, Padding padding = Padding.Valid)
        : this(new Conv1DConfig
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
    public Conv1D(Conv1DConfig config)
        : base(config, places: 1)
    {
    }

    private protected override bool PadsCausally => true;
}
