using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all convolutional LSTM layers are made of.</summary>
public abstract record ConvLSTMConfig : RecurrentConfig
{
    /// <summary>The number of outputs at each place.</summary>
    public required int Filters { get; init; }

    /// <summary>The size of the window along each axis of places, for inputs and state; one number is for all of
    /// them.</summary>
    public required Axes KernelSize { get; init; }

    /// <summary>The places from one window over the input to the next; above 1 only without dilation.</summary>
    public Axes Strides { get; init; } = 1;

    /// <summary>What is put around the input.</summary>
    public Padding Padding { get; init; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>The places from one element of a window over the input to the next.</summary>
    public Axes DilationRate { get; init; } = 1;

    /// <summary>Applied to what a step proposes, and to the memory that it shows.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Applied to the gates.</summary>
    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel of the inputs begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the kernel of the state begins.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Whether the bias of the gate that keeps begins with 1, so that the layer at first forgets
    /// nothing.</summary>
    public bool UnitForgetBias { get; init; } = true;

    /// <summary>A penalty on the kernel of the inputs, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the kernel of the state, added to the loss.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>A penalty on the bias, added to the loss.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernel of the inputs must be like after each step of a training.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the kernel of the state must be like after each step of a training.</summary>
    public Constraint? RecurrentConstraint { get; init; }

    /// <summary>What the bias must be like after each step of a training.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>The share of inputs to drop in training, the same ones in all steps; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>The share of the state to drop in training, the same places in all steps; from 0 to below 1.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>A seed of its own for what is dropped; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>A long short-term memory whose inputs and states are maps, and whose products are convolutions.</summary>
/// <remarks>
/// <para>Formula, with gates i, f, o of the recurrent activation σ: <c>c = f·c₋₁ + i·φ(x∗W_c + h₋₁∗U_c + b_c)</c>,
/// <c>h = o·φ(c)</c>; each gate is <c>σ(x∗W + h₋₁∗U + b)</c>. In the weights they stand in the order i, f, c, o. The
/// convolution of the state has strides of 1 and pads, so that its places stay.</para>
/// <para>Shapes: x [batch, steps, places.., channels], W [window.., channels, 4·filters], U [window.., filters,
/// 4·filters], b [4·filters] → [batch, windows.., filters], with <see cref="RecurrentConfig.ReturnSequences"/> [batch,
/// steps, windows.., filters]; the states h and c [batch, windows.., filters].</para>
/// <para>Source: X. Shi et al., "Convolutional LSTM Network: A Machine Learning Approach for Precipitation Nowcasting",
/// NeurIPS 2015.</para>
/// </remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class ConvLSTM<TConfig> : Recurrent<TConfig>
    where TConfig : ConvLSTMConfig
{
    private protected ConvLSTM(TConfig config, int places)
        : this(new ConvLSTMCell(
            config with
            {
                KernelSize = Places.Spread(config.KernelSize, places),
                Strides = Places.Spread(config.Strides, places),
                DilationRate = Places.Spread(config.DilationRate, places),
            },
            places))
    {
    }

    private ConvLSTM(ConvLSTMCell cell)
        : base((TConfig)cell.Options, cell)
    {
    }
}
