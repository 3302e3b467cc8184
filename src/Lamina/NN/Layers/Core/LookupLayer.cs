namespace Lamina.NN;

/// <summary>A layer that gives a vector for each index: the rows of a table that is learnt.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class LookupLayer<TConfig> : Layer<TConfig>, IIndexReader
    where TConfig : LookupConfig
{
    private Variable? _embeddings, _scale, _zero, _blocks;

    /// <summary>Makes the layer of its config.</summary>
    private protected LookupLayer(TConfig config)
        : base(config)
    {
        Guard.Positive(config.InputDim, nameof(config.InputDim));
        Guard.Positive(config.OutputDim, nameof(config.OutputDim));
    }

    /// <summary>The table, packed where it is quantized; null before the layer is built.</summary>
    public Variable? Embeddings => _embeddings;

    void IIndexReader.CheckIndices(Tensor indices) => Embedding.CheckIndices(indices, Config.InputDim, Name);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (Config.Quantization is { } quantization)
        {
            BuildQuantized(quantization);
            return;
        }

        _embeddings = AddWeight(
            "embeddings", [Config.InputDim, Config.OutputDim], Config.EmbeddingsInitializer,
            regularizer: Config.EmbeddingsRegularizer, constraint: Config.EmbeddingsConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var y = Vectors(context, x.Cast(DType.Int32));
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }

    /// <summary>Rows of the table; all of them where no indices are given.</summary>
    private protected Tensor Vectors(CallContext context, Tensor? indices = null)
    {
        return Config.Quantization is null
            ? Rows(_embeddings!)
            : Int4Quantization.Dequantize(Rows(_embeddings!), Rows(_scale!), Rows(_zero!), context.Read(_blocks!));

        Tensor Rows(Variable table) => indices is null ? context.Read(table) : context.Read(table).Gather(indices);
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Config.MaskZero ? inputs[0].NotEqualTo(0) : null;
    }

    // Variables have no bytes: whole numbers are int32.
    private void BuildQuantized(Int4Quantization quantization)
    {
        var (rows, columns) = (Config.InputDim, Config.OutputDim);
        var blocks = quantization.BlocksOf(columns);
        _embeddings = Kept("embeddings", [rows, (columns + 1) / 2], Initializer.Zeros, DType.Int32);
        _scale = Kept("embeddings_scale", [rows, blocks], Initializer.Ones, Precision);
        _zero = Kept("embeddings_zero", [rows, blocks], Initializer.Zeros, DType.Int32);
        _blocks = Kept("g_idx", [columns], Initializer.Zeros, DType.Float32);
        _blocks.Set(Enumerable.Range(0, columns).Select(column => (float)(column / quantization.BlockSize)).ToArray());

        Variable Kept(string name, Shape shape, Initializer initializer, DType dtype) =>
            AddWeight(name, shape, initializer, trainable: false, dtype: dtype);
    }
}
