namespace Lamina.NN;

/// <summary>A layer that gives a vector for each index: the rows of a table that is learnt.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class LookupLayer<TConfig> : Layer<TConfig>, IIndexReader
    where TConfig : LookupConfig
{
    private Variable? _embeddings;

    /// <summary>Makes the layer of its config.</summary>
    private protected LookupLayer(TConfig config)
        : base(config)
    {
        Guard.Positive(config.InputDim, nameof(config.InputDim));
        Guard.Positive(config.OutputDim, nameof(config.OutputDim));
    }

    /// <summary>The table; null before the layer is built.</summary>
    public Variable? Embeddings => _embeddings;

    void IIndexReader.CheckIndices(Tensor indices) => Embedding.CheckIndices(indices, Config.InputDim, Name);

    /// <inheritdoc/>
    protected override void Build(Shape input) => _embeddings = AddWeight(
        "embeddings", [Config.InputDim, Config.OutputDim], Config.EmbeddingsInitializer,
        regularizer: Config.EmbeddingsRegularizer, constraint: Config.EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var y = context.Read(_embeddings!).Gather(x.Cast(DType.Int32));
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
