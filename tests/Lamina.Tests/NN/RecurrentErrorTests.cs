using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What recurrent layers, their cells and layers around others refuse.</summary>
public sealed class RecurrentErrorTests
{
    private static readonly (string Name, Func<object> Do, string Message)[] Table =
    [
        ("mask, too long", () => Masked(new LSTM(2), [2, 5]),
            "A mask needs the batch and the steps of its tensor.\n  tensor: [2, 4, 3]\n  mask: [2, 5]"),
        ("mask, one axis", () => Masked(new LSTM(2), [2]),
            "LSTM needs a mask that says of each step whether it counts: [2, 4].\n  mask: [2]\n  input: [2, 4, 3]"),
        ("mask, three axes", () => Masked(new RNN(new LeakyCell(2)), [2, 4, 3]),
            "RNN needs a mask that says of each step whether it counts: [2, 4].\n  mask: [2, 4, 3]\n  input: [2, 4, 3]"),
        ("mask, both directions", () => Masked(new Bidirectional(new GRU(2)), [2]),
            "GRU needs a mask that says of each step whether it counts: [2, 4].\n  mask: [2]\n  input: [2, 4, 3]"),
        ("mask, TimeDistributed", () => Masked(new TimeDistributed(new Dense(2)), [2]),
            "TimeDistributed needs a mask [batch, steps, ..] of its input.\n  mask: [2]\n  input: [2, 4, 3]"),
        ("states, number", () => Apply(new RNN(new LeakyCell(2)), [2, 4, 3], [2, 2], [2, 2]),
            "rnn (RNN) takes a sequence, and 1 first states or none; it was given 2 states."),
        ("states, shape", () => Apply(new LSTM(2), [2, 4, 3], [2, 2], [2, 3]),
            "LSTM needs first states of shape [2, 2].\n  state: [2, 3]\n  input: [2, 4, 3]"),
        ("states, odd number for both directions", () => Apply(new Bidirectional(new GRU(2)), [2, 4, 3], [2, 2]),
            "bidirectional (Bidirectional) takes a sequence, and as many first states for each direction or none; it was given 1 states."),
        ("states, too few for both directions", () => Apply(new Bidirectional(new LSTM(2)), [2, 4, 3], [2, 2], [2, 2]),
            "forward_lstm (LSTM) takes a sequence, and 2 first states or none; it was given 1 states."),
        ("states, cell", () => Apply(new LSTMCell(2), [2, 3], [2, 2]),
            "lstm_cell (LSTMCell) takes the input of a step and 2 states; it was given 1 states."),
        ("states, what a cell gives", () => Apply(new RNN(new ForgetfulCell(new LeakyCellConfig { Units = 2 })), [2, 4, 3]),
            "forgetful_cell (ForgetfulCell) must give as many states as it is given, each of the same shape.\n  given: [2, 2]\n  gives: [2, 1]"),
        ("axes", () => Apply(new RNN(new LeakyCell(2)), [2, 3]),
            "RNN needs an input of at least three axes: batch, steps (at least one), and inputs.\n  input: [None, 3]"),
        ("axes, cells of vectors", () => Apply(new RNN([new LSTMCell(2)]), [2, 3, 4, 5]),
            "RNN needs an input of three axes: batch, steps (at least one), and inputs.\n  input: [None, 3, 4, 5]"),
        ("axes, TimeDistributed", () => Apply(new TimeDistributed(new Dense(2)), [2, 3]),
            "TimeDistributed needs an input of at least three axes: batch, steps (at least one), and what a step holds.\n  input: [None, 3]"),
        ("inputs, unknown", () => new LSTM(2).Apply(new Input(4, Shape.Unknown)),
            "LSTMCell needs inputs [batch, inputs] whose number is known.\n  input: [None, None]"),
        ("unroll", () => new LSTM(new LSTMConfig { Units = 2, Unroll = true }).Apply(new Input(Shape.Unknown, 3)),
            "LSTM with Unroll needs the number of steps to be known.\n  input: [None, None, 3]"),
        ("cells, none", () => new RNN([]), "StackedRNNCells needs at least one cell; it was given none."),
        ("cell, other layer", () => new RNN(new RNNConfig { Cell = new Dense(2) }),
            "RNN goes through a sequence with a cell; 'dense' (Dense) is none."),
        ("cells, other layer", () => new StackedRNNCells(new StackedRNNCellsConfig { Cells = [InnerLayer.Of(new LSTM(2))] }),
            "StackedRNNCells goes through a sequence with a cell; 'lstm' (LSTM) is none."),
        ("units, cell", () => new GRUCell(0), "Units needs a number greater than 0; it was given 0."),
        ("dropout", () => new GRU(new GRUConfig { Units = 2, Dropout = 1 }), "Dropout needs a number from 0 to below 1; it was given 1."),
        ("recurrent dropout", () => new SimpleRNNCell(new SimpleRNNCellConfig { Units = 2, RecurrentDropout = -0.1 }),
            "RecurrentDropout needs a number from 0 to below 1; it was given -0.1."),
        ("directions, other layer", () => new Bidirectional(new BidirectionalConfig { Layer = new Dense(2) }),
            "Bidirectional goes through a sequence with recurrent layers; Dense is none."),
        ("directions, same way", () => new Bidirectional(new LSTM(2), backwardLayer: new LSTM(2)),
            "Bidirectional needs layers that go opposite ways; GoBackwards of both is false."),
        ("directions, other outputs", () => new Bidirectional(
            new LSTM(2), backwardLayer: new LSTM(new LSTMConfig { Units = 2, GoBackwards = true, ReturnSequences = true })),
            "Bidirectional needs layers alike in ReturnSequences; it is False forward and True backward."),
        ("merge mode", () => new Bidirectional(new LSTM(2), (MergeMode)7),
            "Bidirectional merges by Concat, Sum, Multiply or Average, or not at all (null); it was given 7."),
        ("merge mode, file", () => Read("Bidirectional", """{"merge_mode": "max", "layer": {"class_name": "LSTM", "config": {"units": 2}}}"""),
            "Bidirectional cannot take \"max\" as 'merge_mode'.\n  It is one of concat, sum, mul, ave."),
        ("layer, file", () => Read("TimeDistributed", """{"layer": {"class_name": "Dens", "config": {"units": 2}}}"""),
            "TimeDistributed cannot take {\"class_name\": \"Dens\", \"config\": {\"units\": 2}} as 'layer'.\n  unknown class 'Dens' of keras.layers; did you mean 'Dense'?"),
        ("cell, file", () => Read("RNN", "{}"), "RNN needs the argument 'cell'."),
        ("states, none to reset", () => { new Bidirectional(new LSTM(2)).ResetStates(); return 0; },
            "forward_lstm (LSTM) carries no states from batch to batch that could be reset: make it with Stateful = true."),
        ("constructor", () => new Bidirectional(new BidirectionalConfig { Layer = new RNN(new Nameless()) }),
            "Nameless needs a public constructor of its LeakyCellConfig, by which a layer around it makes it again."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Error_says_the_rule_and_the_numbers(string name)
    {
        var (_, act, message) = Table.Single(c => c.Name == name);
        var error = Record.Exception(() => act());
        Assert.True(error is not null, "nothing was refused.");
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Tensor> Apply(Layer layer, params Shape[] inputs) =>
        layer.Apply([.. inputs.Select(shape => Tensor.Zeros(shape))], new CallContext(training: false));

    private static IReadOnlyList<Tensor> Masked(Layer layer, Shape mask) =>
        RecurrentTests.Run(layer, Tensor.Zeros([2, 4, 3]), Tensor.Ones(mask).EqualTo(1));

    private static object Read(string className, string config) =>
        KerasObject.Read("keras.layers", className, JsonNode.Parse(config)!.AsObject());

    /// <summary>A cell that gives another state than it was given.</summary>
    public sealed class ForgetfulCell(LeakyCellConfig config) : RecurrentCell<LeakyCellConfig>(config)
    {
        public override IReadOnlyList<Shape> StateShapes(Shape input) => [[Config.Units]];

        protected override (Tensor Output, IReadOnlyList<Tensor> States) Step(
            Tensor x, IReadOnlyList<Tensor> states, CallContext context) => (x, [states[0].Slice(1, 0, 1)]);
    }

    /// <summary>A cell that cannot be made again.</summary>
    public sealed class Nameless() : RecurrentCell<LeakyCellConfig>(new LeakyCellConfig { Units = 2 })
    {
        public override IReadOnlyList<Shape> StateShapes(Shape input) => [[Config.Units]];

        protected override (Tensor Output, IReadOnlyList<Tensor> States) Step(
            Tensor x, IReadOnlyList<Tensor> states, CallContext context) => (x, states);
    }
}
