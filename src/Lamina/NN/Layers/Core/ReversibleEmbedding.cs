namespace Lamina.NN;

/// <summary>What a <see cref="ReversibleEmbedding"/> layer is made of.</summary>
public sealed record ReversibleEmbeddingConfig : LookupConfig
{
    /// <summary>Whether the way back uses the same table; else it has one of its own.</summary>
    public bool TieWeights { get; init; } = true;

    /// <summary>The floating-point type of the way back; that of the layer when null.</summary>
    public DType? ReverseDType { get; init => field = Guard.Precision(value); }

    /// <summary>The way back gives <c>c·tanh(y/c)</c>, which is never beyond c; y itself when null.</summary>
    public double? LogitSoftCap { get; init; }
}

/// <summary>A vector for each index, and a way back from vectors to scores of all indices.</summary>
/// <remarks>
/// <para>Shapes: indices [batch, ..], table E [vocabulary, n] → [batch, .., n]; backwards x [batch, .., n] →
/// <c>x·Eᵀ</c> [batch, .., vocabulary].</para>
/// <para>Source: O. Press and L. Wolf, "Using the Output Embedding to Improve Language Models", EACL 2017.</para>
/// </remarks>
public sealed class ReversibleEmbedding : LookupLayer<ReversibleEmbeddingConfig>
{
    private static readonly CallArguments Backwards = new() { Reverse = true };

    private Variable? _reverse;

    /// <summary>A layer for a vocabulary and vectors of some sizes, with Keras's defaults.</summary>
    public ReversibleEmbedding(int inputDim, int outputDim, bool tieWeights = true)
        : this(new ReversibleEmbeddingConfig { InputDim = inputDim, OutputDim = outputDim, TieWeights = tieWeights })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not greater than 0.</exception>
    /// <exception cref="ArgumentException">The table is quantized, and the way back has one of its own.</exception>
    public ReversibleEmbedding(ReversibleEmbeddingConfig config)
        : base(config)
    {
        if (config.Quantization is not null && !config.TieWeights)
        {
            throw new ArgumentException(
                "ReversibleEmbedding needs TieWeights where it is quantized; TieWeights is false.", nameof(config));
        }
    }

    /// <summary>Scores of all indices for vectors, as the functional style writes models.</summary>
    /// <param name="x">The vectors: [batch, .., n].</param>
    public KerasTensor ApplyReverse(KerasTensor x) => Apply([x], Backwards)[0];

    /// <summary>Scores of all indices for vectors, within a call of a layer or model around it.</summary>
    /// <param name="x">The vectors: [batch, .., n].</param>
    /// <param name="context">The call.</param>
    public Tensor ApplyReverse(Tensor x, CallContext context) => Apply([x], context, Backwards)[0];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        _reverse = Config.TieWeights
            ? null
            : AddWeight("reverse_embeddings", [Config.OutputDim, Config.InputDim], Config.EmbeddingsInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        var y = base.Call(x, context);
        if (Config.MaskZero)
        {
            context.SetMask(y, x.NotEqualTo(0));
        }

        return y;
    }

    /// <inheritdoc/>
    /// <remarks>The call itself says it, as it holds for one direction only.</remarks>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    /// <inheritdoc/>
    internal override IReadOnlyList<Tensor> CallWith(
        IReadOnlyList<Tensor> inputs, CallContext context, CallArguments arguments) => arguments.Reverse
        ? [Reverse(inputs[0], context)]
        : base.CallWith(inputs, context, arguments);

    private Tensor Reverse(Tensor x, CallContext context)
    {
        if (x.Rank < 2 || x.Shape[^1] != Config.OutputDim)
        {
            throw Ops.Mismatch.Shapes(
                $"{Name} gives scores for vectors [batch, .., {Config.OutputDim}].", ("input", x.Shape));
        }

        var dtype = Config.ReverseDType ?? Precision;
        var table = _reverse is null ? Vectors(context).TransposeLast() : context.Read(_reverse);
        var y = x.Cast(dtype).MatMul(table.Cast(dtype));
        y = Config.LogitSoftCap is { } cap ? (y / cap).Tanh() * cap : y;
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }
}
