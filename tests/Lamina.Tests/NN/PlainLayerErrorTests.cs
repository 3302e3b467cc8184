using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class PlainLayerErrorTests
{
    private static readonly (string Name, Func<object> Do, string Message)[] Table =
    [
        ("Mask of another length", () => WithMask(new LSTM(2), [2, 3, 4], [2, 5]),
            "A mask needs the batch and the steps of its tensor.\n  tensor: [2, 3, 4]\n  mask: [2, 5]"),
        ("Mask of another batch", () => WithMask(new LSTM(2), [2, 3, 4], [3, 3]),
            "A mask needs the batch and the steps of its tensor.\n  tensor: [2, 3, 4]\n  mask: [3, 3]"),
        ("Mask of more axes", () => WithMask(new Dense(2), [2, 3], [2, 3, 1]),
            "A mask needs the batch and the steps of its tensor.\n  tensor: [2, 3]\n  mask: [2, 3, 1]"),
        ("Mask of numbers", () => { new CallContext(false).SetMask(Tensor.Ones([2, 3]), Tensor.Ones([2])); return 0; },
            "A mask is of bool; it was given float32."),
        ("BatchNormalization, mask", () => WithMask(new BatchNormalization(), [2, 3, 4], [2], training: true),
            "BatchNormalization needs a mask of one axis less than its input.\n  input: [2, 3, 4]\n  mask: [2]"),
        ("Attention mask of another length", () => Attend(new MultiHeadAttention(2, 3), [2, 3, 5]),
            "MultiHeadAttention needs masks that fit its scores [batch, .., steps, others].\n  scores: [2, 2, 3, 4]\n  mask: [2, 1, 3, 5]"),
        ("Attention mask where there is none", () => Attend(new Attention(), [2, 3, 4]),
            "attention (Attention) takes masks of its inputs, not one of attention."),
        ("MultiHeadAttention, window", () => new MultiHeadAttention(new MultiHeadAttentionConfig { NumHeads = 1, KeyDim = 2, SlidingWindow = 0 }),
            "SlidingWindow needs a number greater than 0; it was given 0."),
        ("GroupQueryAttention, groups", () => new GroupQueryAttention(2, 5, 2),
            "GroupQueryAttention needs heads of the query (5) that divide into those of keys and values (2)."),
        ("GroupQueryAttention, features", () => Apply(new GroupQueryAttention(2, 4, 2), [1, 3, 4], [1, 3, 5]),
            "GroupQueryAttention needs as many features of the value (5) as of the query (4).\n  query: [None, 3, 4]\n  value: [None, 3, 5]"),
        ("GroupQueryAttention, rank", () => Apply(new GroupQueryAttention(2, 4, 2), [1, 4], [1, 4]),
            "GroupQueryAttention needs inputs [batch, steps, features] whose features are known."),
        ("Attention, features", () => Apply(new Attention(), [1, 3, 4], [1, 3, 5]),
            "Attention needs inputs [batch, steps, features], and as many features of the key as of the query."
            + "\n  query: [None, 3, 4]\n  value: [None, 3, 5]\n  key: [None, 3, 5]"),
        ("AdditiveAttention, keys", () => Apply(new AdditiveAttention(), [1, 3, 4], [1, 3, 4], [1, 2, 4]),
            "AdditiveAttention needs a key for each value.\n  value: [None, 3, 4]\n  key: [None, 2, 4]"),
        ("Attention, inputs", () => Apply(new Attention(), [1, 3, 4]),
            "Attention takes query and value, and a key or none; it was given 1 inputs."),
        ("Attention, dropout", () => new Attention(dropout: 1), "Dropout needs a number from 0 to below 1; it was given 1."),
        ("EinsumDense, equation", () => new EinsumDense("ab,bc", [3]),
            "EinsumDense needs an equation like ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...; it was given 'ab,bc'."),
        ("EinsumDense, ellipsis", () => new EinsumDense("...ab,bc->ac", [3]),
            "EinsumDense needs an equation like ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...; it was given '...ab,bc->ac'."),
        ("EinsumDense, axes", () => Apply(new EinsumDense("abc,cd->abd", [3, 4]), [2, 3]),
            "EinsumDense needs an input with an axis for each letter of 'abc'.\n  input: [None, 3]"),
        ("EinsumDense, output", () => Apply(new EinsumDense("abc,cd->abd", [3]), [2, 3, 4]),
            "EinsumDense needs a length for each of the output's letters 'abd', but that of the batch.\n  output: [3]"),
        ("EinsumDense, length", () => Apply(new EinsumDense("abc,cd->abd", [5, 6]), [2, 3, 4]),
            "EinsumDense needs one length for axis 'b': the input has 3, the output shape 5.\n  input: [None, 3, 4]\n  output: [5, 6]"),
        ("EinsumDense, letter", () => Apply(new EinsumDense("ab,bc->ad", [5]), [2, 3]),
            "EinsumDense has the kernel's axis 'c' in neither input 'ab' nor output 'ad'."),
        ("EinsumDense, output's letter", () => Apply(new EinsumDense("ab,b->ad", [5]), [2, 3]),
            "EinsumDense has the output's axis 'd' in neither input 'ab' nor kernel 'b'."),
        ("EinsumDense, bias", () => Apply(new EinsumDense("ab,bc->ac", [5], biasAxes: "d"), [2, 3]),
            "EinsumDense has the bias's axis 'd' not in its output 'ac'."),
        ("EinsumDense, unknown", () => new EinsumDense("abc,bd->acd", [Shape.Unknown, 4]).Apply(new Input(Shape.Unknown, 3)),
            "EinsumDense needs the lengths of its kernel's axes 'bd' to be known.\n  input: [None, None, 3]\n  output: [None, 4]"),
        ("EinsumDense, rank", () => Twice(new EinsumDense("...x,xy->...y", [3]), [2, 4], [2, 5, 4]),
            "einsum_dense (EinsumDense) needs an input of 2 axes; it was given 3.\n  input: [2, 5, 4]"
            + "\n  in: einsum_dense (EinsumDense)\n  hint: it was built for [None, 4]; make another layer for this input."),
        ("Masking", () => Apply(new Masking(), [2]), "Masking needs an input [batch, .., features].\n  input: [2]"),
        ("TernaryDense", () => new TernaryDense(0), "Units needs a number greater than 0; it was given 0."),
        ("TernaryDense, threshold", () => new TernaryDense(2, -0.5), "Threshold needs a number of at least 0; it was given -0.5."),
        ("ReversibleEmbedding", () => new ReversibleEmbedding(3, 0), "OutputDim needs a number greater than 0; it was given 0."),
        ("ReversibleEmbedding, int4", () => new ReversibleEmbedding(new ReversibleEmbeddingConfig { InputDim = 3, OutputDim = 2, TieWeights = false, Quantization = new() { BlockSize = 2 } }),
            "ReversibleEmbedding needs TieWeights where it is quantized; TieWeights is false. (Parameter 'config')"),
        ("ReversibleEmbedding, block size", () => new Int4Quantization { BlockSize = 0 }, "BlockSize needs a number greater than 0; it was given 0."),
        ("ReversibleEmbedding, reverse", () => new ReversibleEmbedding(3, 4).ApplyReverse(new Input(2)),
            "reversible_embedding gives scores for vectors [batch, .., 4].\n  input: [2, 2]"),
        ("Embedding, weights", () => new Embedding(Tensor.Ones([3])),
            "Embedding needs vectors as rows of a table [vocabulary, n]; it was given [3]."),
        ("BatchNormalization, other features", () => Twice(new BatchNormalization(), [2, 4], [2, 5]),
            "batch_normalization (BatchNormalization) needs an input whose axis -1 is 4; it was given 5.\n  input: [2, 5]"
            + "\n  in: batch_normalization (BatchNormalization)\n  hint: it was built for [None, 4]; make another layer for this input."),
        ("BatchNormalization, clipping", () => new BatchNormalization(new BatchNormalizationConfig { RenormClipping = new() { RMax = 0.5, RMin = 2 } }),
            "BatchNormalization clips r from RMin to RMax; it was given RMin 2 and RMax 0.5."),
        ("LayerNormalization, other features", () => Twice(new LayerNormalization(), [2, 4], [2, 5]),
            "layer_normalization (LayerNormalization) needs an input whose axis -1 is 4; it was given 5."),
        ("GroupNormalization, groups", () => Apply(new GroupNormalization(4), [2, 3, 6]),
            "GroupNormalization needs channels (6) that divide into its 4 groups.\n  input: [None, 3, 6]"),
        ("GroupNormalization, number", () => new GroupNormalization(0), "Groups needs a number greater than 0; it was given 0."),
        ("GroupNormalization, unknown", () => new GroupNormalization(4).Apply(new Input(3, Shape.Unknown)),
            "GroupNormalization needs axis -1 to be known.\n  input: [None, 3, None]"),
        ("RMSNormalization", () => new RMSNormalization().Apply(new Input(Shape.Unknown)),
            "RMSNormalization needs its axes (-1) to be known.\n  input: [None, None]"),
        ("UnitNormalization", () => new UnitNormalization(new UnitNormalizationConfig { Axis = [] }),
            "UnitNormalization needs an axis; its Axis was given without one."),
        ("GaussianNoise", () => new GaussianNoise(1.5), "Stddev needs a number from 0 to 1; it was given 1.5."),
        ("GaussianDropout", () => new GaussianDropout(1), "Rate needs a number from 0 to below 1; it was given 1."),
        ("AlphaDropout", () => new AlphaDropout(-0.1), "Rate needs a number from 0 to below 1; it was given -0.1."),
        ("SpatialDropout2D", () => Apply(new SpatialDropout2D(0.5), [2, 3, 4]),
            "SpatialDropout2D needs an input of 4 axes: batch, 2 of places, and channels.\n  input: [None, 3, 4]"),
        ("Dropout, noise shape", () => new Dropout(new DropoutConfig { Rate = 0.5, NoiseShape = [Shape.Unknown, 2] }).Apply(Tensor.Ones([4, 3]), training: true),
            "A noise shape has the input's axes, each as long, 1 or not known.\n  input: [4, 3]\n  noise: [None, 2]"),
        ("ActivityRegularization", () => new ActivityRegularization(-1), "L1 needs a number of at least 0; it was given -1."),
        ("Dot, inputs", () => Apply(new Dot(1), [2, 3]), "dot (Dot) takes two inputs; it was given 1."),
        ("Dot, axes", () => new Dot([1, 2, 3]), "Dot needs an axis of both inputs, or one of each; it was given (1, 2, 3)."),
        ("Dot, batch", () => Apply(new Dot(0), [2, 3], [2, 3]),
            "Dot sums up along other axes than that of the batch.\n  first: [None, 3]\n  other: [None, 3]"),
        ("Dot, lengths", () => Apply(new Dot([1, 2]), [2, 3, 4], [2, 5, 6]),
            "Dot needs axis 1 of the first input (3) to equal axis 2 of the other (6).\n  first: [None, 3, 4]\n  other: [None, 5, 6]"),
        ("Permute", () => new Permute(1, 3), "Permute needs each axis of a sample once, counted from 1; it was given (1, 3)."),
        ("Permute, rank", () => Apply(new Permute(2, 1), [2, 3]),
            "Permute needs an input with an axis for each of (2, 1), and that of the batch.\n  input: [None, 3]"),
        ("RepeatVector", () => new RepeatVector(0), "N needs a number greater than 0; it was given 0."),
        ("RepeatVector, rank", () => Apply(new RepeatVector(2), [2, 3, 4]),
            "RepeatVector needs an input [batch, features].\n  input: [None, 3, 4]"),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Error_says_the_rule_and_the_numbers(string name)
    {
        var (_, act, message) = Table.Single(c => c.Name == name);
        var error = Record.Exception(() => act());
        Assert.True(error is not null, "nothing was refused.");
        Assert.StartsWith(message, error!.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Tensor> Apply(Layer layer, params Shape[] inputs) =>
        layer.Apply([.. inputs.Select(shape => Tensor.Zeros(shape))], new CallContext(training: false));

    private static IReadOnlyList<Tensor> Twice(Layer layer, Shape first, Shape second)
    {
        Apply(layer, first);
        return Apply(layer, second);
    }

    private static Tensor WithMask(Layer layer, Shape input, Shape mask, bool training = false)
    {
        var context = new CallContext(training);
        var x = Tensor.Ones(input);
        context.SetMask(x, Tensor.Ones(mask, DType.Bool));
        return layer.Apply(x, context);
    }

    private static IReadOnlyList<Tensor> Attend<T>(AttentionLayer<T> layer, Shape mask)
        where T : LayerConfig => layer.Apply(
        Tensor.Ones([2, 3, 5]), Tensor.Ones([2, 4, 5]), null, Tensor.Ones(mask, DType.Bool), false, false, new CallContext(training: false));
}
