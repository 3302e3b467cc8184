namespace Lamina.NN;

/// <summary>What layers that look vectors up are made of.</summary>
public abstract record LookupConfig : LayerConfig
{
    /// <summary>The size of the vocabulary: indices are from 0 to one less.</summary>
    public required int InputDim { get; init; }

    /// <summary>The length of each vector.</summary>
    public required int OutputDim { get; init; }

    /// <summary>How the vectors begin.</summary>
    public Initializer EmbeddingsInitializer { get; init; } = new RandomUniform();

    /// <summary>A penalty on the vectors, added to the loss.</summary>
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>What the vectors must be like after each step.</summary>
    public Constraint? EmbeddingsConstraint { get; init; }

    /// <summary>A penalty on the output, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>Whether index 0 is padding: then the output has a mask that leaves it out.</summary>
    public bool MaskZero { get; init; }

    /// <summary>How a table of few bits is kept, which training does not change; null for one of floating-point numbers.</summary>
    public Int4Quantization? Quantization { get; init; }
}
