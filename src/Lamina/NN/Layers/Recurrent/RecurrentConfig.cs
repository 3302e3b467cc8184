namespace Lamina.NN;

/// <summary>What all recurrent layers are made of.</summary>
public abstract record RecurrentConfig : LayerConfig
{
    /// <summary>The number of outputs.</summary>
    public required int Units { get; init; }

    /// <summary>Applied to what a step proposes.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel, which the inputs are multiplied by, begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the recurrent kernel, which the state is multiplied by, begins.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on the kernel, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the recurrent kernel, added to the loss.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>A penalty on the bias, added to the loss.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the recurrent kernel must be like after each step.</summary>
    public Constraint? RecurrentConstraint { get; init; }

    /// <summary>What the bias must be like after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>A penalty on the outputs, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>Whether the output is that of every step, not of the last alone.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the last states are outputs too.</summary>
    public bool ReturnState { get; init; }

    /// <summary>Whether the steps are taken from the last to the first; the outputs stand in the order of the steps.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>Kept for Keras, where it asks for steps without a loop; here they always are.</summary>
    public bool Unroll { get; init; }

    /// <summary>Whether steps that a mask leaves out give 0, instead of the output before.</summary>
    public bool ZeroOutputForMask { get; init; }
}
