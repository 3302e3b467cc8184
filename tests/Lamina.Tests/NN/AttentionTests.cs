using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed class AttentionTests
{
    private static readonly Tensor Query = Training.Normal(1, 2, 3, 4);
    private static readonly Tensor Value = Training.Normal(2, 2, 3, 4);

    [Fact]
    public void Weights_of_what_a_mask_leaves_out_are_0()
    {
        var attention = new Attention();
        var context = new CallContext(training: false);
        context.SetMask(Value, ((Tensor)new[] { true, false, true, true, true, false }).Reshape([2, 3]));
        var weights = Weights(attention, context, causal: false);
        Assert.Equal([0, 0, 0], Column(weights, 0, 1));
        Assert.Equal([0, 0, 0], Column(weights, 1, 2));
        Assert.All(weights.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-6));
    }

    [Fact]
    public void Steps_that_the_mask_of_the_query_leaves_out_get_0_and_the_mask_passes()
    {
        var context = new CallContext(training: false);
        context.SetMask(Query, ((Tensor)new[] { true, false, true, true, true, true }).Reshape([2, 3]));
        var outputs = new AdditiveAttention().Apply(Query, Value, null, null, false, returnAttentionScores: true, context);
        Assert.All(outputs[0].ToArray()[4..8], value => Assert.Equal(0, value));
        Assert.Same(context.MaskOf(Query), context.MaskOf(outputs[0]));
        Assert.Null(context.MaskOf(outputs[1]));
    }

    [Fact]
    public void A_causal_step_sees_none_that_come_later()
    {
        Layer[] layers = [new Attention(), new AdditiveAttention(), new MultiHeadAttention(2, 3), new GroupQueryAttention(2, 4, 2)];
        foreach (var layer in layers)
        {
            var weights = WeightsOf(layer, new CallArguments { UseCausalMask = true, ReturnAttentionScores = true });
            foreach (var matrix in weights.Chunk(9))
            {
                Assert.Equal([0, 0, 0], [matrix[1], matrix[2], matrix[5]]);
                Assert.Equal(1, matrix[0], 1e-6);
            }
        }
    }

    [Fact]
    public void A_window_shows_others_less_far_away_than_it_is_wide()
    {
        var layer = new MultiHeadAttention(new MultiHeadAttentionConfig { NumHeads = 2, KeyDim = 3, SlidingWindow = 2 });
        foreach (var matrix in WeightsOf(layer, new CallArguments { ReturnAttentionScores = true }).Chunk(9))
        {
            Assert.Equal([0, 0], [matrix[2], matrix[6]]);
            Assert.DoesNotContain(0f, new[] { matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7], matrix[8] });
        }
    }

    [Fact]
    public void A_mask_of_attention_says_who_sees_whom_also_over_several_axes()
    {
        var layer = new MultiHeadAttention(new MultiHeadAttentionConfig { NumHeads = 2, KeyDim = 3, AttentionAxes = [1, 2] });
        var x = Training.Normal(3, 1, 2, 2, 4);
        var mask = Tensor.Arange(4).ExpandDims(-1).NotEqualTo(Tensor.Arange(4)).Reshape([1, 2, 2, 2, 2]);
        var outputs = layer.Apply(x, x, null, mask, false, returnAttentionScores: true, new CallContext(training: false));
        Assert.Equal([1, 2, 2, 2, 2, 2], outputs[1].Shape);
        var weights = outputs[1].ToArray();
        Assert.All(Enumerable.Range(0, 8), row => Assert.Equal(0, weights[(row * 4) + (row % 4)]));
    }

    [Fact]
    public void Heads_of_a_group_share_keys_and_values()
    {
        // As many groups as heads are plain heads, whatever the layer.
        var (grouped, plain) = (new GroupQueryAttention(3, 2, 2), new MultiHeadAttention(2, 3));
        var context = new CallContext(training: false);
        var y = plain.Apply([Query, Value], context)[0];
        grouped.Apply([Query, Value], context);
        grouped.SetWeights(plain.GetWeights());
        Near.Assert(y.ToArray<double>(), grouped.Apply([Query, Value], context)[0].ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Each_projection_adds_its_penalty_and_a_grouped_attention_one_for_the_whole()
    {
        var penalty = new L2(1);
        Layer[] layers =
        [
            new MultiHeadAttention(new MultiHeadAttentionConfig { NumHeads = 2, KeyDim = 3, ActivityRegularizer = penalty }),
            new GroupQueryAttention(new GroupQueryAttentionConfig { HeadDim = 2, NumQueryHeads = 2, NumKeyValueHeads = 1, UseGate = true, ActivityRegularizer = penalty }),
        ];
        int[] counts = [.. layers.Select(layer =>
        {
            var context = new CallContext(training: false);
            layer.Apply([Query, Value], context);
            return context.Losses.Count;
        })];
        Assert.Equal([4, 6], counts);
    }

    [Fact]
    public void Training_drops_weights()
    {
        Seed.Set(1);
        var layer = new Attention(dropout: 0.5);
        var context = new CallContext(training: true, Tensor.Scalar(0, DType.Int32));
        Assert.NotEqual(layer.Apply([Query, Value], context)[0].ToArray(), layer.Apply([Query, Value], new CallContext(training: false))[0].ToArray());
    }

    private static float[] Weights(Attention layer, CallContext context, bool causal) =>
        layer.Apply(Query, Value, null, null, causal, returnAttentionScores: true, context)[1].ToArray();

    private static float[] WeightsOf(Layer layer, CallArguments arguments) =>
        layer.Apply([Query, Value], new CallContext(training: false), arguments)[1].ToArray();

    private static float[] Column(float[] weights, int sample, int column) =>
        [.. Enumerable.Range(0, 3).Select(row => weights[(sample * 9) + (row * 3) + column])];
}
