namespace Lamina.NN;

/// <summary>What the cells of Keras's recurrent layers are made of.</summary>
public abstract record RecurrentCellConfig : LayerConfig
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

    /// <summary>The share of inputs to drop in training, the same ones in all steps; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>The share of the state to drop in training, the same places in all steps; from 0 to below 1.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>A seed of its own for what is dropped; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}
