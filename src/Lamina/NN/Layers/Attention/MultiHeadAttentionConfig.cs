using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MultiHeadAttention"/> layer is made of.</summary>
public sealed record MultiHeadAttentionConfig : LayerConfig
{
    /// <summary>The number of heads.</summary>
    public required int NumHeads { get; init; }

    /// <summary>The length of each head's queries and keys.</summary>
    public required int KeyDim { get; init; }

    /// <summary>The length of each head's values; that of the keys when null.</summary>
    public int? ValueDim { get; init; }

    /// <summary>The share of attention scores that training drops; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether biases are added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Whether each head's result is multiplied by the sigmoid of a further projection of the query.</summary>
    public bool UseGate { get; init; }

    /// <summary>The axes of the output behind the steps; as the query's last axis when null.</summary>
    public Axes? OutputShape { get; init; }

    /// <summary>The axes of steps, over which attention goes; all but the first and the last when null.</summary>
    public Axes? AttentionAxes { get; init; }

    /// <summary>A step sees only others less than this far away, on either side; all when null.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>How the kernels begin.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the biases begin.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on the kernels, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the biases, added to the loss.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernels must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the biases must be like after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>A penalty on what each projection gives, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>A seed of its own for dropping; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}
