using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="ConvLSTM1D"/> layer is made of.</summary>
public sealed record ConvLSTM1DConfig : ConvLSTMConfig;

/// <summary>A convolutional LSTM over sequences of vectors along one axis, such as spectra.</summary>
/// <remarks>Shapes: x [batch, steps, length, channels] → [batch, windows.., filters], or with each step's output
/// [batch, steps, windows.., filters]; the formula is said at <see cref="ConvLSTM{TConfig}"/>.</remarks>
public sealed class ConvLSTM1D : ConvLSTM<ConvLSTM1DConfig>
{
    /// <summary>A layer of some filters with Keras's defaults.</summary>
    public ConvLSTM1D(int filters, Axes kernelSize, Padding padding = Padding.Valid, bool returnSequences = false)
        : this(new ConvLSTM1DConfig
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
    public ConvLSTM1D(ConvLSTM1DConfig config)
        : base(config, places: 1)
    {
    }
}
