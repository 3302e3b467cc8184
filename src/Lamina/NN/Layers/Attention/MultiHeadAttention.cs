using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Attention of several heads: each step of the query sees a mixture of the values, weighted by how well their keys
/// fit it.</summary>
/// <remarks>
/// <para>Formula, for each head: <c>softmax(Q·Kᵀ/√d)·V</c> with Q, K and V projections of query, key and value and d the
/// length of the keys; the heads' results side by side are projected again.</para>
/// <para>Shapes: query [batch, steps, features], value and key [batch, others, features] → [batch, steps, features].</para>
/// <para>Masks: others that the mask of value or of key leaves out have no weight; a step that sees none at all sees the
/// mean of them.</para>
/// <para>Source: A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017.</para>
/// </remarks>
public sealed partial class MultiHeadAttention : ConfiguredLayer<MultiHeadAttentionConfig>
{
    private readonly Dropout? _dropout;
    private HeadDense? _query;
    private HeadDense? _key;
    private HeadDense? _gate;
    private HeadDense? _value;
    private HeadDense? _output;
    private AttentionAxes? _axes;

    /// <summary>A layer of some heads with keys of some length, with Keras's defaults.</summary>
    public MultiHeadAttention(int numHeads, int keyDim)
        : this(new MultiHeadAttentionConfig { NumHeads = numHeads, KeyDim = keyDim })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number or length is not greater than 0, or the share to drop is not
    /// from 0 to below 1.</exception>
    public MultiHeadAttention(MultiHeadAttentionConfig config)
        : base(config is null
            ? throw new ArgumentNullException(nameof(config))
            : config with { ValueDim = config.ValueDim ?? config.KeyDim })
    {
        Guard.Positive(Config.NumHeads, nameof(Config.NumHeads));
        Guard.Positive(Config.KeyDim, nameof(Config.KeyDim));
        Guard.Positive(Config.ValueDim!.Value, nameof(Config.ValueDim));
        Guard.Decay(Config.Dropout, nameof(Config.Dropout));
        foreach (var length in Config.OutputShape ?? [])
        {
            Guard.Positive(length, nameof(Config.OutputShape));
        }

        _dropout = Config.Dropout > 0
            ? AddLayer(new Dropout(new DropoutConfig { Rate = Config.Dropout, Seed = Config.Seed }), "_dropout_layer")
            : null;
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        (MultiHeadAttentionConfig)base.GetConfig() with { AttentionAxes = _axes?.Steps ?? Config.AttentionAxes };

    /// <summary>The layer applied within a call of a layer or model around it.</summary>
    /// <param name="query">What asks: [batch, steps, features].</param>
    /// <param name="value">What is seen: [batch, others, features].</param>
    /// <param name="key">What the query is compared with: [batch, others, features]; the value when null.</param>
    /// <param name="attentionMask">True where a step may see another: [batch, steps, others], or [batch, heads, steps,
    /// others].</param>
    /// <param name="useCausalMask">Whether a step sees only others that do not come later.</param>
    /// <param name="returnAttentionScores">Whether the weights are a second output: [batch, heads, steps, others].</param>
    /// <param name="context">The call.</param>
    public IReadOnlyList<Tensor> Apply(
        Tensor query,
        Tensor value,
        Tensor? key,
        Tensor? attentionMask,
        bool useCausalMask,
        bool returnAttentionScores,
        CallContext context)
    {
        return Apply(key is null ? [query, value] : [query, value, key], context, Attend);

        IReadOnlyList<Tensor> Attend(IReadOnlyList<Tensor> inputs, CallContext context)
        {
            var (output, scores) = Attention(inputs, attentionMask, useCausalMask, context);
            return returnAttentionScores ? [output, scores] : [output];
        }
    }

    /// <summary>The layer applied to placeholders, as the functional style writes models.</summary>
    public KerasTensor Apply(KerasTensor query, KerasTensor value, KerasTensor? key = null) =>
        Apply((IReadOnlyList<KerasTensor>)(key is null ? [query, value] : [query, value, key]))[0];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (query, value, key) = Roles(inputs);
        CheckInputs(query, value, key);
        _axes = new AttentionAxes(StepAxes(query), query.Rank);
        Shape heads = [Config.NumHeads, Config.KeyDim];
        Shape values = [Config.NumHeads, Config.ValueDim!.Value];
        _query = Part("query", 1, heads, query);
        _key = Part("key", 1, heads, key);
        _gate = Config.UseGate ? Part("gate", 1, values, query) : null;
        _value = Part("value", 1, values, value);
        _output = Part("attention_output", 2, Config.OutputShape is { } shape ? [.. shape] : [query[^1]], values, "output_dense");
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        [Attention(inputs, null, useCausalMask: false, context).Output];

    /// <inheritdoc/>
    /// <remarks>The call itself says it, as it holds for the first output only.</remarks>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    private HeadDense Part(string name, int contracted, Shape outputs, Shape input, string? partName = null)
    {
        var part = AddLayer(
            new HeadDense(name, contracted, outputs, Config) { Trainable = Trainable }, partName ?? name + "_dense");
        part.BuildOnce([input], "", Precision);
        return part;
    }

    private static (T Query, T Value, T Key) Roles<T>(IReadOnlyList<T> inputs) => inputs.Count switch
    {
        2 => (inputs[0], inputs[1], inputs[1]),
        3 => (inputs[0], inputs[1], inputs[2]),
        _ => throw new ArgumentException(
            $"MultiHeadAttention takes query and value, and a key or none; it was given {inputs.Count} inputs."),
    };

    private static void CheckInputs(Shape query, Shape value, Shape key)
    {
        if (query.Rank < 3 || value.Rank != query.Rank || key.Rank != query.Rank || query[^1] < 0 || value[^1] < 0 || key[^1] < 0)
        {
            throw Mismatch.Shapes(
                "MultiHeadAttention needs inputs [batch, steps, features] of equally many axes, whose features are known.",
                ("query", query),
                ("value", value),
                ("key", key));
        }

        if (value[..^1] != key[..^1])
        {
            throw Mismatch.Shapes("MultiHeadAttention needs a key for each value.", ("value", value), ("key", key));
        }
    }

    private Axes StepAxes(Shape query)
    {
        Axes axes = [.. (Config.AttentionAxes ?? [.. Enumerable.Range(1, query.Rank - 2)]).Select(query.NormalizeAxis).Order()];
        return axes.Count > 0 && axes[0] > 0 && axes[^1] < query.Rank - 1
            ? axes
            : throw Mismatch.Shapes(
                $"MultiHeadAttention needs attention axes between the first and the last; it was given {axes}.", ("query", query));
    }
}
