using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class LayerErrorTests
{
    private static readonly (string Name, Func<object> Do, string Message)[] Table =
    [
        ("Add", () => new Add().Apply(new Input(3), new Input(4)),
            "Add needs inputs whose axes are equal or 1.\n  first: [None, 3]\n  other: [None, 4]"),
        ("Add, batches", () => Apply(new Add(), [2, 3], [4, 3]),
            "Add needs inputs whose axes are equal or 1.\n  first: [2, 3]\n  other: [4, 3]"),
        ("Subtract", () => new Subtract().Apply(new Input(3), new Input(3), new Input(3)),
            "subtract (Subtract) takes two inputs; it was given 3."),
        ("Concatenate", () => new Concatenate().Apply(new Input(2, 3), new Input(4, 3)),
            "Concatenate needs inputs that agree in all axes but axis -1.\n  first: [None, 2, 3]\n  other: [None, 4, 3]"),
        ("Conv2D, filters", () => new Conv2D(0, 3), "Filters needs a number greater than 0; it was given 0."),
        ("Conv2D, kernel", () => new Conv2D(2, [3, 0]), "KernelSize needs a number greater than 0; it was given 0."),
        ("Conv2D, axes", () => new Conv2D(2, [3, 3, 3]), "KernelSize needs one number or 2; it was given (3, 3, 3)."),
        ("Conv2D, groups", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 3, Groups = 2 }),
            "Conv2D needs filters (3) that divide into its 2 groups."),
        ("Conv2D, channels", () => new Conv2D(new Conv2DConfig { Filters = 4, KernelSize = 3, Groups = 2 }).Apply(new Input(4, 4, 3)),
            "Conv2D needs channels (3) that divide into its 2 groups.\n  input: [None, 4, 4, 3]"),
        ("Conv2D, other channels", () => Twice(new Conv2D(2, 1), [1, 4, 4, 3], [1, 4, 4, 2]),
            "conv2d was built for inputs of 3 channels; it was given 2.\n  input: [1, 4, 4, 2]\n  kernel: [1, 1, 3, 2]"),
        ("Conv2D, small map", () => new Conv2D(2, 5).Apply(new Input(4, 8, 3)),
            "Conv2D needs a map at least as large as its window: along axis 1 of places the window covers 5, and the map has 4."),
        ("Conv2D, rank", () => new Conv2D(2, 5).Apply(new Input(4, 8)),
            "Conv2D needs an input of 4 axes: batch, 2 of places, and channels.\n  input: [None, 4, 8]"),
        ("Conv2D, dilation", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 3, Strides = 2, DilationRate = 2 }),
            "Conv2D takes strides above 1 or dilation rates above 1, not both; it was given (2, 2) and (2, 2)."),
        ("Conv2D, causal", () => new Conv2D(2, 3, padding: Padding.Causal),
            "Conv2D cannot pad causally: only sequences with channels last can."),
        ("MaxPooling2D, small map", () => new MaxPooling2D(3).Apply(new Input(4, 2, 3)),
            "MaxPooling2D needs a map at least as large as its window: along axis 2 of places the window covers 3, and the map has 2."),
        ("MaxPooling2D, strides", () => new MaxPooling2D(3, 0), "Strides needs a number greater than 0; it was given 0."),
        ("MaxPooling2D, causal", () => new MaxPooling2D(3, padding: Padding.Causal),
            "MaxPooling2D has the paddings valid and same; it was given causal."),
        ("GlobalAveragePooling1D", () => new GlobalAveragePooling1D().Apply(new Input(4)),
            "GlobalAveragePooling1D needs an input of 3 axes: batch, 1 of places, and channels.\n  input: [None, 4]"),
        ("Embedding, vocabulary", () => new Embedding(0, 3), "InputDim needs a number greater than 0; it was given 0."),
        ("Embedding, length", () => new Embedding(3, -1), "OutputDim needs a number greater than 0; it was given -1."),
        ("Embedding, indices", () => { Embedding.CheckIndices(new int[,] { { 1, 2, 0 }, { 1, 5, 7 } }, 5, "words"); return 0; },
            "The embedding 'words' has a vocabulary of 5, so indices are 0..4; sample 1, position 1, is 5."),
        ("Embedding, fraction", () => { Embedding.CheckIndices(new float[] { 1, float.NaN }, 5, "words"); return 0; },
            "The embedding 'words' has a vocabulary of 5, so indices are 0..4; sample 1, position 0, is NaN."),
        ("Embedding, run", () => new Embedding(5, 2).Apply(new int[,] { { 1, 5 } }).Evaluate(), "Index 5 at place 1 is outside 0..4."),
        ("LSTM", () => new LSTM(0), "Units needs a number greater than 0; it was given 0."),
        ("LSTM, rank", () => new LSTM(2).Apply(new Input(3)),
            "LSTM needs an input of three axes: batch, steps (at least one), and inputs.\n  input: [None, 3]"),
        ("LSTM, states", () => Apply(new LSTM(2), [1, 3, 4], [1, 2]),
            "lstm (LSTM) takes a sequence, and 2 first states or none; it was given 1 states."),
        ("GRU, state", () => Apply(new GRU(2), [1, 3, 4], [1, 3]),
            "GRU needs first states of shape [1, 2].\n  state: [1, 3]\n  input: [1, 3, 4]"),
        ("MultiHeadAttention, heads", () => new MultiHeadAttention(0, 3), "NumHeads needs a number greater than 0; it was given 0."),
        ("MultiHeadAttention, keys", () => new MultiHeadAttention(2, -3), "KeyDim needs a number greater than 0; it was given -3."),
        ("MultiHeadAttention, inputs", () => Apply(new MultiHeadAttention(2, 3), [1, 3, 4]),
            "MultiHeadAttention takes query and value, and a key or none; it was given 1 inputs."),
        ("MultiHeadAttention, ranks", () => Apply(new MultiHeadAttention(2, 3), [1, 3, 4], [1, 4]),
            "MultiHeadAttention needs inputs [batch, steps, features] of equally many axes, whose features are known."
            + "\n  query: [None, 3, 4]\n  value: [None, 4]\n  key: [None, 4]"),
        ("MultiHeadAttention, key for each value", () => Apply(new MultiHeadAttention(2, 3), [1, 3, 4], [1, 5, 4], [1, 6, 4]),
            "MultiHeadAttention needs a key for each value.\n  value: [None, 5, 4]\n  key: [None, 6, 4]"),
        ("LayerNormalization", () => new LayerNormalization(0), "Epsilon needs a number greater than 0; it was given 0."),
        ("PReLU", () => new PReLU().Apply(new Input(Shape.Unknown, 3)),
            "PReLU needs the axes that have slopes of their own to be known.\n  input: [None, None, 3]"),
        ("LeakyReLU", () => new LeakyReLU(-1), "NegativeSlope needs a number of at least 0; it was given -1."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Error_says_the_rule_and_the_numbers(string name)
    {
        var (_, act, message) = Table.Single(c => c.Name == name);
        var error = Record.Exception(() => act());
        Assert.True(error is ArgumentException or ShapeMismatchException, error?.ToString() ?? "nothing was refused.");
        Assert.StartsWith(message, error!.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Tensor> Apply(Layer layer, params Shape[] inputs) =>
        layer.Apply([.. inputs.Select(shape => Tensor.Zeros(shape))], new CallContext(training: false));

    private static IReadOnlyList<Tensor> Twice(Layer layer, Shape first, Shape second)
    {
        Apply(layer, first);
        return Apply(layer, second);
    }
}
