namespace Lamina.NN;

/// <summary>What an <see cref="Embedding"/> layer is made of.</summary>
public sealed record EmbeddingConfig : LayerConfig
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
}

/// <summary>A vector for each index: the rows of a table that is learnt.</summary>
/// <remarks>
/// <para>Shapes: indices [batch, ..], table [vocabulary, n] → [batch, .., n].</para>
/// <para>An index outside the vocabulary is an error; <see cref="CheckIndices"/> finds it before a run does.</para>
/// </remarks>
public sealed class Embedding : Layer<EmbeddingConfig>, IIndexReader
{
    private Variable? _embeddings;

    /// <summary>A layer for a vocabulary and vectors of some sizes, with Keras's defaults.</summary>
    public Embedding(int inputDim, int outputDim, bool maskZero = false)
        : this(new EmbeddingConfig { InputDim = inputDim, OutputDim = outputDim, MaskZero = maskZero })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not greater than 0.</exception>
    public Embedding(EmbeddingConfig config)
        : base(config)
    {
        Guard.Positive(config.InputDim, nameof(config.InputDim));
        Guard.Positive(config.OutputDim, nameof(config.OutputDim));
    }

    /// <summary>The table; null before the layer is built.</summary>
    public Variable? Embeddings => _embeddings;

    /// <summary>Makes sure that data hold only indices of a vocabulary.</summary>
    /// <param name="indices">The data: [samples, ..].</param>
    /// <param name="vocabulary">The size of the vocabulary.</param>
    /// <param name="layer">The name of the layer that reads them, for the message.</param>
    /// <exception cref="ArgumentException">A value is not from 0 to below the size; the message says where.</exception>
    public static void CheckIndices(Tensor indices, int vocabulary, string layer)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var values = indices.ToArray<double>();
        var sample = indices.Rank < 2 ? 1 : Math.Max(1, indices.Shape[1..].Size);
        for (var i = 0; i < values.Length; i++)
        {
            // NaN fails every comparison.
            if (!(values[i] >= 0 && values[i] < vocabulary))
            {
                throw new ArgumentException(
                    $"The embedding '{layer}' has a vocabulary of {vocabulary}, so indices are 0..{vocabulary - 1};"
                    + FormattableString.Invariant($" sample {i / sample}, position {i % sample}, is {values[i]}.")
                    + "\n  hint: give the layer a larger InputDim (one more than the largest index), or map rare words to one index.",
                    nameof(indices));
            }
        }
    }

    void IIndexReader.CheckIndices(Tensor indices) => CheckIndices(indices, Config.InputDim, Name);

    /// <inheritdoc/>
    protected override void Build(Shape input) => _embeddings = AddWeight(
        "embeddings", [Config.InputDim, Config.OutputDim], Config.EmbeddingsInitializer,
        regularizer: Config.EmbeddingsRegularizer, constraint: Config.EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var y = _embeddings!.Value.Gather(x.Cast(DType.Int32));
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Config.MaskZero ? inputs[0].NotEqualTo(0) : null;
    }
}
