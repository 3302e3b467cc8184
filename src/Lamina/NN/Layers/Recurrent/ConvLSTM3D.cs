using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="ConvLSTM3D"/> layer is made of.</summary>
public sealed record ConvLSTM3DConfig : ConvLSTMConfig;

/// <summary>A convolutional LSTM over sequences of volumes.</summary>
/// <remarks>Shapes: x [batch, steps, depth, height, width, channels] → [batch, windows.., filters], or with each step's
/// output [batch, steps, windows.., filters]; the formula is said at <see cref="ConvLSTM{TConfig}"/>.</remarks>
public sealed class ConvLSTM3D : ConvLSTM<ConvLSTM3DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public ConvLSTM3D(int filters, Axes kernelSize, Padding padding = Padding.Valid, bool returnSequences = false)
        : this(new ConvLSTM3DConfig
        {
            Filters = filters,
            KernelSize = kernelSize,
            Padding = padding,
            ReturnSequences = returnSequences,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">A size is not greater than 0, strides and dilation are both above 1, or a
    /// share to drop is not from 0 to below 1.</exception>
    public ConvLSTM3D(ConvLSTM3DConfig config)
        : base(config, places: 3)
    {
    }
}
