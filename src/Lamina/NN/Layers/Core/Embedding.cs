namespace Lamina.NN;

/// <summary>What an <see cref="Embedding"/> layer is made of.</summary>
public sealed record EmbeddingConfig : LookupConfig;

/// <summary>A vector for each index: the rows of a table that is learnt.</summary>
/// <remarks>
/// <para>Shapes: indices [batch, ..], table [vocabulary, n] → [batch, .., n].</para>
/// <para>An index outside the vocabulary is an error; <see cref="CheckIndices"/> finds it before a run does.</para>
/// </remarks>
public sealed class Embedding : LookupLayer<EmbeddingConfig>
{
    private readonly Tensor? _values;

    /// <summary>A layer for a vocabulary and vectors of some sizes, with Keras's defaults.</summary>
    public Embedding(int inputDim, int outputDim, bool maskZero = false)
        : this(new EmbeddingConfig { InputDim = inputDim, OutputDim = outputDim, MaskZero = maskZero })
    {
    }

    /// <summary>A layer whose vectors begin as given, such as trained ones.</summary>
    /// <param name="weights">The vectors: [vocabulary, n].</param>
    /// <param name="maskZero">Whether index 0 is padding.</param>
    /// <exception cref="ShapeMismatchException">They are not the rows of a table.</exception>
    public Embedding(Tensor weights, bool maskZero = false)
        : this(ConfigOf(weights, maskZero)) => _values = weights;

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not greater than 0.</exception>
    public Embedding(EmbeddingConfig config)
        : base(config)
    {
    }

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

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        if (_values is not null)
        {
            Embeddings!.Set(_values.Evaluate().Data());
        }
    }

    private static EmbeddingConfig ConfigOf(Tensor weights, bool maskZero)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Rank == 2
            ? new EmbeddingConfig { InputDim = weights.Shape[0], OutputDim = weights.Shape[1], MaskZero = maskZero }
            : throw new ShapeMismatchException($"Embedding needs vectors as rows of a table [vocabulary, n]; it was given {weights.Shape}.");
    }
}
