using Lamina.Ops;

namespace Lamina.NN;

public sealed partial class MultiHeadAttention
{
    private (Tensor Output, Tensor Scores) Attention(
        IReadOnlyList<Tensor> inputs, Tensor? attentionMask, bool useCausalMask, CallContext context)
    {
        var (query, value, key) = Roles(inputs);
        CheckInputs(query.Shape, value.Shape, key.Shape);
        var mask = MaskOf(inputs, attentionMask, useCausalMask, context);

        // [others.., steps, features] → [others.., heads, steps, units].
        var (steps, seen) = (_axes!.Gather(query), _axes.Gather(value));
        var q = Heads(_query!, steps) * (1 / Math.Sqrt(Config.KeyDim));
        var scores = new MatMul(TransposeB: true).Of(q, Heads(_key!, _axes.Gather(key)));
        scores = Softmax.Masked(scores, mask is null ? null : Aligned(mask, scores.Rank)).Softmax();
        var kept = _dropout is null ? scores : _dropout.Apply(scores, context);
        var mixed = kept.MatMul(Heads(_value!, seen)).SwapAxes(-2, -3);
        mixed = _gate is null ? mixed : mixed * _gate.Apply(steps).Sigmoid();
        var output = _axes.Scatter(_output!.Apply(mixed), query);
        if (context.MaskOf(query) is { } own)
        {
            context.SetMask(output, own);
        }

        context.AddActivityLoss(Config.ActivityRegularizer, output);
        return (output, _axes.ScatterScores(scores, query, value));
    }

    private static Tensor Heads(HeadDense part, Tensor x) => part.Apply(x).SwapAxes(-2, -3);

    // What a step may see, by all that says so: [batch, steps, others] or, if given, with heads. Steps that the query's
    // own mask leaves out see what others see, as in Keras: nobody looks at what they get.
    private Tensor? MaskOf(IReadOnlyList<Tensor> inputs, Tensor? attentionMask, bool useCausalMask, CallContext context)
    {
        var (query, value, key) = Roles(inputs);
        Tensor?[] masks =
        [
            context.MaskOf(value)?.ExpandDims(-2),
            key == value ? null : context.MaskOf(key)?.ExpandDims(-2),
            useCausalMask ? Causal(_axes!.Gather(query).Shape[^2], _axes.Gather(value).Shape[^2]) : null,
            attentionMask?.Cast(DType.Bool),
        ];
        Tensor[] given = [.. masks.OfType<Tensor>()];
        if (given.Length > 0 && _axes!.Steps.Count > 1)
        {
            throw new NotSupportedException(
                $"{Name} (MultiHeadAttention) takes masks for one axis of steps; it attends over {_axes.Steps}.");
        }

        var rank = given.Select(mask => mask.Rank).DefaultIfEmpty().Max();
        return given.Length == 0 ? null : given.Select(mask => Aligned(mask, rank)).Aggregate((a, b) => a & b);
    }

    private static Tensor Causal(int steps, int others) => Tensor.Arange(steps).ExpandDims(-1) >= Tensor.Arange(others).ExpandDims(0);

    // Missing axes, such as that of heads, stand before the steps.
    private static Tensor Aligned(Tensor mask, int rank) => mask.Rank >= rank
        ? mask
        : mask.Reshape([.. mask.Shape[..^2], .. Enumerable.Repeat(1, rank - mask.Rank), .. mask.Shape[^2..]]);
}
