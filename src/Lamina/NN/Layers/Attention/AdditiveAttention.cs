namespace Lamina.NN;

/// <summary>What an <see cref="AdditiveAttention"/> layer is made of.</summary>
public sealed record AdditiveAttentionConfig : LayerConfig
{
    /// <summary>Whether each feature is multiplied by a number that is learnt.</summary>
    public bool UseScale { get; init; } = true;

    /// <summary>The share of weights that training drops; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>A seed of its own for dropping; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>Additive attention: each step of the query sees a mixture of the values, weighted by how well their keys fit
/// it.</summary>
/// <remarks>
/// <para>Formula: <c>softmax(S)·V</c> with <c>S = Σᵢ wᵢ·tanh(qᵢ + kᵢ)</c>.</para>
/// <para>Shapes: query [batch, steps, n], value [batch, others, m], key [batch, others, n] → [batch, steps, m].</para>
/// <para>Masks: others that the value's mask leaves out have no weight; steps that the query's leaves out get 0.</para>
/// <para>Source: D. Bahdanau, K. Cho and Y. Bengio, "Neural Machine Translation by Jointly Learning to Align and Translate",
/// ICLR 2015.</para>
/// </remarks>
public sealed class AdditiveAttention : PlainAttention<AdditiveAttentionConfig>
{
    private Variable? _scale;

    /// <summary>A layer with Keras's defaults.</summary>
    public AdditiveAttention(bool useScale = true, double dropout = 0)
        : this(new AdditiveAttentionConfig { UseScale = useScale, Dropout = dropout })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share to drop is not from 0 to below 1.</exception>
    public AdditiveAttention(AdditiveAttentionConfig config)
        : base(config, config?.Dropout ?? 0, config?.Seed)
    {
    }

    private protected override void BuildWeights(Shape query) =>
        _scale = Config.UseScale ? AddWeight("scale", [query[^1]], Initializer.GlorotUniform) : null;

    private protected override Tensor Scores(Tensor query, Tensor key)
    {
        var each = Sums(query, key).Tanh();
        return (_scale is null ? each : _scale * each).Sum(-1);
    }
}
