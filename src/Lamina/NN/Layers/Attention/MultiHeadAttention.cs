using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Attention of several heads: each step of the query sees a mixture of the values, weighted by how well their keys
/// fit it.</summary>
/// <remarks>
/// <para>Formula, for each head: <c>softmax(Q·Kᵀ/√d)·V</c> with Q, K and V projections of query, key and value and d the
/// length of the keys; the heads' results side by side are projected again.</para>
/// <para>Shapes: query [batch, steps, features], value and key [batch, others, features] → [batch, steps, features].</para>
/// <para>Masks: others that the mask of value or of key leaves out have no weight; a step that sees none at all, or that the
/// query's own mask leaves out, sees the mean of them.</para>
/// <para>Source: A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017.</para>
/// </remarks>
public sealed class MultiHeadAttention : AttentionLayer<MultiHeadAttentionConfig>
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
        Guard.Positive(Config.SlidingWindow, nameof(Config.SlidingWindow));
        foreach (var length in Config.OutputShape ?? [])
        {
            Guard.Positive(length, nameof(Config.OutputShape));
        }

        _dropout = Config.Dropout > 0
            ? AddLayer(new Dropout(new DropoutConfig { Rate = Config.Dropout, Seed = Config.Seed }), "_dropout_layer")
            : null;
    }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() =>
        (MultiHeadAttentionConfig)base.GetConfig() with { AttentionAxes = _axes?.Steps ?? Config.AttentionAxes };

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

    private protected override (Tensor Output, Tensor Scores) Attend(
        AttentionInputs inputs, CallContext context, CallArguments arguments)
    {
        var (query, value, key, _) = inputs;
        CheckInputs(query.Shape, value.Shape, key.Shape);

        // [others.., steps, features] → [others.., heads, steps, units].
        var (steps, seen) = (_axes!.Gather(query), _axes.Gather(value));
        var q = (_query!.Project(steps, context) * (1 / Math.Sqrt(Config.KeyDim))).SwapAxes(-2, -3);
        var scores = new MatMul(TransposeB: true).Of(q, Heads(_key!, _axes.Gather(key), context));
        scores = AttentionMask.Softmax(scores, MaskOf(inputs, scores.Shape, context, arguments), nameof(MultiHeadAttention));
        var kept = _dropout is null ? scores : _dropout.Apply(scores, context);
        var mixed = kept.MatMul(Heads(_value!, seen, context)).SwapAxes(-2, -3);
        mixed = _gate is null ? mixed : mixed * _gate.Project(steps, context);
        var output = _axes.Scatter(_output!.Project(mixed, context), query);
        return (output, _axes.ScatterScores(scores, query, value));
    }

    private HeadDense Part(string name, int contracted, Shape outputs, Shape input, string? partName = null)
    {
        var part = AddLayer(
            new HeadDense(contracted, outputs, Projection(name)) { Trainable = Trainable }, partName ?? name + "_dense");
        part.BuildOnce([input], "", Precision);
        return part;
    }

    private HeadProjection Projection(string name) => new()
    {
        Name = name,
        Precision = Config.Precision,
        Activation = name == "gate" ? Activation.Sigmoid : Activation.Linear,
        UseBias = Config.UseBias,
        KernelInitializer = Config.KernelInitializer,
        BiasInitializer = Config.BiasInitializer,
        KernelRegularizer = Config.KernelRegularizer,
        BiasRegularizer = Config.BiasRegularizer,
        ActivityRegularizer = Config.ActivityRegularizer,
        KernelConstraint = Config.KernelConstraint,
        BiasConstraint = Config.BiasConstraint,
    };

    private static Tensor Heads(HeadDense part, Tensor x, CallContext context) => part.Project(x, context).SwapAxes(-2, -3);

    private Tensor? MaskOf(AttentionInputs inputs, Shape scores, CallContext context, CallArguments arguments)
    {
        var (query, value, key, given) = inputs;

        // A mask that the call itself names for the query is not used, as in Keras; one that comes with it is.
        var own = arguments.Roles.Contains(InputRole.QueryMask) ? null : context.MaskOf(query)?.ExpandDims(-1);
        Tensor?[] ofInputs =
            [own, context.MaskOf(value)?.ExpandDims(-2), key == value ? null : context.MaskOf(key)?.ExpandDims(-2)];
        if (_axes!.Steps.Count > 1 && ofInputs.Any(mask => mask is not null))
        {
            throw new NotSupportedException(
                $"{Name} (MultiHeadAttention) takes masks of inputs for one axis of steps; it attends over {_axes.Steps}.");
        }

        var (steps, others) = (scores[^2], scores[^1]);
        return AttentionMask.All(
            scores.Rank,
            [
                .. ofInputs,
                arguments.UseCausalMask ? AttentionMask.Causal(steps, others) : null,
                Config.SlidingWindow is { } window ? AttentionMask.Window(steps, others, window) : null,
                given is null ? null : _axes.GatherMask(given.Cast(DType.Bool), query, value),
            ]);
    }

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
