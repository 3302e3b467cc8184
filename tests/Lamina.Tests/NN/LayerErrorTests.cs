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
}
