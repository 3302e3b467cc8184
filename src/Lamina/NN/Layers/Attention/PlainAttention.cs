using Lamina.Ops;

namespace Lamina.NN;

/// <summary>An attention of one head, without projections.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class PlainAttention<TConfig> : AttentionLayer<TConfig>
    where TConfig : LayerConfig
{
    private readonly double _dropout;

    /// <summary>Makes the layer of its config.</summary>
    private protected PlainAttention(TConfig config, double dropout, int? seed)
        : base(config)
    {
        _dropout = Guard.Decay(dropout, "Dropout");
        if (seed is { } own)
        {
            Key = (ulong)own;
        }
    }

    private protected sealed override bool TakesAttentionMask => false;

    private protected sealed override bool KeepsGivenMask => true;

    /// <summary>Makes the weights for a query of some shape.</summary>
    private protected abstract void BuildWeights(Shape query);

    /// <summary>How well each key fits each step: [batch, steps, others].</summary>
    private protected abstract Tensor Scores(Tensor query, Tensor key);

    /// <summary>The sum of each step and each key: [batch, steps, others, n].</summary>
    private protected static Tensor Sums(Tensor query, Tensor key) => query.ExpandDims(-2) + key.ExpandDims(-3);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (query, value, key) = Roles(inputs);
        Check(query, value, key);
        BuildWeights(query);
    }

    private protected override (Tensor Output, Tensor Scores) Attend(
        AttentionInputs inputs, CallContext context, CallArguments arguments)
    {
        var (query, value, key, _) = inputs;
        Check(query.Shape, value.Shape, key.Shape);
        if (query.Rank == 2)
        {
            // Without an axis of steps, the samples of the batch are the steps: as Keras has it.
            var together = new AttentionInputs(query.ExpandDims(0), value.ExpandDims(0), key.ExpandDims(0), Mask: null);
            var (one, scores) = Attend(together, context, arguments);
            return (one.Squeeze(0), scores.Squeeze(0));
        }

        var mask = AttentionMask.All(
            3,
            context.MaskOf(value)?.ExpandDims(-2),
            arguments.UseCausalMask ? AttentionMask.Causal(query.Shape[1], value.Shape[1]) : null);
        var weights = AttentionMask.Softmax(Scores(query, key), mask, GetType().Name);
        var output = Dropped(weights, context).MatMul(value);
        output = context.MaskOf(query) is { } steps ? Tensor.Where(steps.ExpandDims(-1), output, 0) : output;
        return (output, weights);
    }

    private Tensor Dropped(Tensor weights, CallContext context) => context.IsTraining && _dropout > 0
        ? Tensor.Where(RandomUniform(weights.Shape, context) >= _dropout, weights * (1 / (1 - _dropout)), 0)
        : weights;

    private void Check(Shape query, Shape value, Shape key)
    {
        if (query.Rank is not (2 or 3) || value.Rank != query.Rank || key.Rank != query.Rank || query[^1] < 0 || query[^1] != key[^1])
        {
            throw Mismatch.Shapes(
                $"{GetType().Name} needs inputs [batch, steps, features], and as many features of the key as of the query.",
                ("query", query),
                ("value", value),
                ("key", key));
        }

        if (value[..^1] != key[..^1])
        {
            throw Mismatch.Shapes($"{GetType().Name} needs a key for each value.", ("value", value), ("key", key));
        }
    }
}
