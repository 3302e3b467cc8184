using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Attention of several heads, of which groups share keys and values.</summary>
/// <remarks>
/// <para>Formula, for each head: <c>softmax(Q·Kᵀ/√d)·V</c> with a projection Q of the query for each head, and projections K
/// and V of key and value for each group of heads; the heads' results side by side are projected again.</para>
/// <para>Shapes: query [batch, steps, features], value and key [batch, others, features] → [batch, steps, features].</para>
/// <para>Masks: others that the mask of value or of key leaves out have no weight; a step that the query's mask leaves out, or
/// that sees none at all, sees the mean of them.</para>
/// <para>Source: J. Ainslie et al., "GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints",
/// EMNLP 2023.</para>
/// </remarks>
public sealed class GroupQueryAttention : AttentionLayer<GroupQueryAttentionConfig>
{
    private readonly Dropout? _dropout;
    private HeadDense? _query;
    private HeadDense? _key;
    private HeadDense? _gate;
    private HeadDense? _value;
    private HeadDense? _output;

    /// <summary>A layer of heads of some length, with Keras's defaults.</summary>
    public GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads)
        : this(new GroupQueryAttentionConfig
        {
            HeadDim = headDim,
            NumQueryHeads = numQueryHeads,
            NumKeyValueHeads = numKeyValueHeads,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number or length is not greater than 0, or the share to drop is not
    /// from 0 to below 1.</exception>
    /// <exception cref="ArgumentException">The heads of the query do not divide into groups.</exception>
    public GroupQueryAttention(GroupQueryAttentionConfig config)
        : base(config)
    {
        Guard.Positive(config.HeadDim, nameof(config.HeadDim));
        Guard.Positive(config.NumQueryHeads, nameof(config.NumQueryHeads));
        Guard.Positive(config.NumKeyValueHeads, nameof(config.NumKeyValueHeads));
        Guard.Positive(config.SlidingWindow, nameof(config.SlidingWindow));
        Guard.Decay(config.Dropout, nameof(config.Dropout));
        if (config.NumQueryHeads % config.NumKeyValueHeads != 0)
        {
            throw new ArgumentException(
                $"GroupQueryAttention needs heads of the query ({config.NumQueryHeads}) that divide into those of keys and values"
                + $" ({config.NumKeyValueHeads}).",
                nameof(config));
        }

        _dropout = config.Dropout > 0
            ? AddLayer(new Dropout(new DropoutConfig { Rate = config.Dropout, Seed = config.Seed }), "_dropout_layer")
            : null;
    }

    /// <inheritdoc/>
    public override string KerasName => "GroupedQueryAttention";

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (query, value, key) = Roles(inputs);
        CheckInputs(query, value, key);
        Shape heads = [Config.NumQueryHeads, Config.HeadDim];
        Shape groups = [Config.NumKeyValueHeads, Config.HeadDim];
        _query = Part("query", 1, heads, query);
        _key = Part("key", 1, groups, key);
        _gate = Config.UseGate ? Part("gate", 1, heads, query) : null;
        _value = Part("value", 1, groups, value);
        _output = Part("attention_output", 2, [query[^1]], heads, "output_dense");
    }

    private protected override (Tensor Output, Tensor Scores) Attend(
        AttentionInputs inputs, CallContext context, CallArguments arguments)
    {
        var (query, value, key, _) = inputs;
        CheckInputs(query.Shape, value.Shape, key.Shape);
        var (batch, steps, others) = (query.Shape[0], query.Shape[1], value.Shape[1]);

        // The heads of a group are side by side: [batch, groups, heads of one, steps, units] · [batch, groups, 1, ..].
        var (groups, ofOne) = (Config.NumKeyValueHeads, Config.NumQueryHeads / Config.NumKeyValueHeads);
        var q = (_query!.Project(query, context) * (1 / Math.Sqrt(Config.HeadDim)))
            .Reshape([batch, steps, groups, ofOne, Config.HeadDim]).Transpose(0, 2, 3, 1, 4);
        q = q.Reshape([batch, groups, ofOne * steps, Config.HeadDim]);
        var scores = new MatMul(TransposeB: true).Of(q, _key!.Project(key, context).SwapAxes(1, 2))
            .Reshape([batch, Config.NumQueryHeads, steps, others]);
        scores = AttentionMask.Softmax(scores, MaskOf(inputs, context, arguments), nameof(GroupQueryAttention));
        var kept = _dropout is null ? scores : _dropout.Apply(scores, context);
        var mixed = kept.Reshape([batch, groups, ofOne * steps, others]).MatMul(_value!.Project(value, context).SwapAxes(1, 2))
            .Reshape([batch, Config.NumQueryHeads, steps, Config.HeadDim]).SwapAxes(1, 2);
        var output = _output!.Project(_gate is null ? mixed : mixed * _gate.Project(query, context), context);
        context.AddActivityLoss(Config.ActivityRegularizer, output);
        return (output, scores);
    }

    private static Tensor? MaskOf(
        AttentionInputs inputs, bool causal, int? window, CallContext context) => AttentionMask.All(
        4,
        context.MaskOf(inputs.Query)?.ExpandDims(-1),
        context.MaskOf(inputs.Value)?.ExpandDims(-2),
        inputs.Key == inputs.Value ? null : context.MaskOf(inputs.Key)?.ExpandDims(-2),
        causal ? AttentionMask.Causal(inputs.Query.Shape[1], inputs.Value.Shape[1]) : null,
        window is { } width ? AttentionMask.Window(inputs.Query.Shape[1], inputs.Value.Shape[1], width) : null,
        inputs.Mask?.Cast(DType.Bool));

    private Tensor? MaskOf(AttentionInputs inputs, CallContext context, CallArguments arguments) =>
        MaskOf(inputs, arguments.UseCausalMask, Config.SlidingWindow, context);

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

    private static void CheckInputs(Shape query, Shape value, Shape key)
    {
        if (query.Rank != 3 || value.Rank != 3 || key.Rank != 3 || query[^1] < 0 || value[^1] < 0 || key[^1] < 0)
        {
            throw Mismatch.Shapes(
                "GroupQueryAttention needs inputs [batch, steps, features] whose features are known.",
                ("query", query),
                ("value", value),
                ("key", key));
        }

        if (query[^1] != value[^1])
        {
            throw Mismatch.Shapes(
                $"GroupQueryAttention needs as many features of the value ({value[^1]}) as of the query ({query[^1]}).",
                ("query", query),
                ("value", value));
        }

        if (value[..^1] != key[..^1])
        {
            throw Mismatch.Shapes("GroupQueryAttention needs a key for each value.", ("value", value), ("key", key));
        }
    }
}
