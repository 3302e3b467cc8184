using Lamina.Ops;

namespace Lamina.NN;

/// <summary>How an attention compares a query with a key.</summary>
public enum ScoreMode
{
    /// <summary>By their product.</summary>
    Dot,

    /// <summary>By the sum of the hyperbolic tangents of their sum.</summary>
    Concat,
}

/// <summary>What an <see cref="Attention"/> layer is made of.</summary>
public sealed record AttentionConfig : LayerConfig
{
    /// <summary>Whether scores are multiplied by a number that is learnt.</summary>
    public bool UseScale { get; init; }

    /// <summary>How query and key are compared.</summary>
    public ScoreMode ScoreMode { get; init; }

    /// <summary>The share of weights that training drops; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>A seed of its own for dropping; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>Dot-product attention: each step of the query sees a mixture of the values, weighted by how well their keys fit
/// it.</summary>
/// <remarks>
/// <para>Formula: <c>softmax(Q·Kᵀ)·V</c>; with the mode concat the scores are <c>w·Σ tanh(qᵢ + kᵢ)</c>.</para>
/// <para>Shapes: query [batch, steps, n], value [batch, others, m], key [batch, others, n] → [batch, steps, m].</para>
/// <para>Masks: others that the value's mask leaves out have no weight; steps that the query's leaves out get 0.</para>
/// <para>Source: M.-T. Luong, H. Pham and C. D. Manning, "Effective Approaches to Attention-based Neural Machine
/// Translation", EMNLP 2015.</para>
/// </remarks>
public sealed class Attention : PlainAttention<AttentionConfig>
{
    private Variable? _scale;
    private Variable? _weight;

    /// <summary>A layer with Keras's defaults.</summary>
    public Attention(bool useScale = false, ScoreMode scoreMode = ScoreMode.Dot, double dropout = 0)
        : this(new AttentionConfig { UseScale = useScale, ScoreMode = scoreMode, Dropout = dropout })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share to drop is not from 0 to below 1.</exception>
    public Attention(AttentionConfig config)
        : base(config, config?.Dropout ?? 0, config?.Seed)
    {
    }

    private protected override void BuildWeights(Shape query)
    {
        _scale = Config.UseScale ? AddWeight("scale", [], Initializer.Ones) : null;
        _weight = Config.ScoreMode == ScoreMode.Concat ? AddWeight("concat_score_weight", [], Initializer.Ones) : null;
    }

    private protected override Tensor Scores(Tensor query, Tensor key)
    {
        if (_weight is null)
        {
            var scores = new MatMul(TransposeB: true).Of(query, key);
            return _scale is null ? scores : scores * _scale;
        }

        var sum = Sums(query, key);
        return _weight * (_scale is null ? sum : _scale * sum).Tanh().Sum(-1);
    }
}
