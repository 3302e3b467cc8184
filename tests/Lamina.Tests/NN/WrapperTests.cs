using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Layers around other layers.</summary>
public sealed class WrapperTests
{
    public static TheoryData<MergeMode?> Modes => [MergeMode.Concat, MergeMode.Sum, MergeMode.Multiply, MergeMode.Average, null];

    [Theory, MemberData(nameof(Modes))]
    public void Bidirectional_gives_what_two_layers_give(MergeMode? mode)
    {
        var (x, mask) = (Training.Normal(1, 2, 4, 3), RecurrentTests.Mask());
        var config = new LSTMConfig { Units = 2, ReturnSequences = true, ReturnState = true };
        var both = new Bidirectional(new LSTM(config), mode);
        var outputs = RecurrentTests.Run(both, x, mask);
        var forward = new LSTM(config with { ZeroOutputForMask = true });
        var backward = new LSTM(config with { ZeroOutputForMask = true, GoBackwards = true });
        forward.Apply(x);
        backward.Apply(x);
        forward.SetWeights(both.GetWeights().Take(3).ToArray());
        backward.SetWeights(both.GetWeights().Skip(3).ToArray());
        var (f, b) = (RecurrentTests.Run(forward, x, mask), RecurrentTests.Run(backward, x, mask));
        var turned = RecurrentTests.Reversed(b[0]);
        Tensor[] merged = mode switch
        {
            MergeMode.Concat => [Tensor.Concat([f[0], turned])],
            MergeMode.Sum => [f[0] + turned],
            MergeMode.Multiply => [f[0] * turned],
            MergeMode.Average => [(f[0] + turned) / 2],
            _ => [f[0], turned],
        };
        Tensor[] expected = [.. merged, f[1], f[2], b[1], b[2]];
        Assert.Equal(expected.Length, outputs.Count);
        Assert.All(expected.Zip(outputs), pair => Near.Assert(pair.First.ToArray<double>(), pair.Second.ToArray<double>(), Near.Formula));
    }

    [Fact]
    public void Bidirectional_halves_the_first_states()
    {
        var x = Training.Normal(1, 2, 4, 3);
        var (h, k) = (Training.Normal(2, 2, 2), Training.Normal(3, 2, 2));
        var both = new Bidirectional(new GRU(2));
        var context = new CallContext(training: false);
        var y = both.Apply([x, h, k], context)[0];
        Tensor[] expected = [both.ForwardLayer.Apply([x, h], context)[0], both.BackwardLayer.Apply([x, k], context)[0]];
        Near.Assert(Tensor.Concat(expected).ToArray<double>(), y.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Bidirectional_makes_both_layers_anew_under_names_that_say_their_way()
    {
        var given = new LSTM(new LSTMConfig { Units = 2, Name = "words" });
        var both = new Bidirectional(given);
        var model = new Sequential([new Input(4, 3), both]);
        Assert.False(given.IsBuilt);
        Assert.Equal(("forward_words", "backward_words"), (both.ForwardLayer.Name, both.BackwardLayer.Name));
        Assert.Equal("sequential/bidirectional/backward_words/lstm_cell/kernel", model.Weights[3].Path);
        Assert.Equal(["forward_lstm", "backward_lstm"], new Bidirectional(new LSTM(2)).SubLayers.Select(layer => layer.Name));
    }

    [Fact]
    public void Masks_go_on_with_sequences_only()
    {
        var mask = RecurrentTests.Mask();
        float[] kept = [1, 1, 0, 1, 0, 1, 1, 0];
        Assert.Equal([kept], Masks(new Bidirectional(new GRU(2, returnSequences: true))));
        Assert.Equal([kept, kept], Masks(new Bidirectional(new GRU(2, returnSequences: true), null)));
        Assert.Equal([null], Masks(new Bidirectional(new GRU(2))));
        Assert.Equal([kept], Masks(new RNN(new LeakyCell(2), returnSequences: true)));
        Assert.Equal([kept], Masks(new TimeDistributed(new Dense(2))));
        Assert.Equal(
            [kept, null], Masks(new GRU(new GRUConfig { Units = 2, ReturnSequences = true, ReturnState = true, GoBackwards = true })));

        float[]?[] Masks(Layer layer)
        {
            var (x, context) = (Training.Normal(1, 2, 4, 3), new CallContext(training: false));
            context.SetMask(x, mask);
            return [.. layer.Apply([x], context).Select(y => context.MaskOf(y)?.Cast(DType.Float32).ToArray())];
        }
    }

    [Fact]
    public void A_mask_of_words_reaches_both_directions_and_the_loss()
    {
        var model = new Sequential(
        [
            new Input(new InputConfig { BatchShape = [Shape.Unknown, Shape.Unknown], DType = DType.Int32 }),
            new Embedding(5, 3, maskZero: true), new Bidirectional(new LSTM(2, returnSequences: true)),
            new TimeDistributed(new Dense(4)), new Bidirectional(new GRU(2)),
        ]);
        Assert.Equal([Shape.Unknown, 4], model.Outputs[0].Shape);
        Tensor padded = new int[,] { { 1, 2, 3, 0, 0 } };
        Tensor plain = new int[,] { { 1, 2, 3 } };
        Near.Assert(model.Predict(plain).ToArray<double>(), model.Predict(padded).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Unknown_numbers_of_steps_stay_unknown()
    {
        var x = new Input(Shape.Unknown, 28);
        var sequence = new Bidirectional(new LSTM(3, returnSequences: true)).Apply(x);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 6], sequence.Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 5], new TimeDistributed(new Dense(5)).Apply(sequence).Shape);
        Assert.Equal([Shape.Unknown, Shape.Unknown, 2], new RNN([new LSTMCell(3), new LeakyCell(2)], returnSequences: true).Apply(sequence).Shape);
    }

    [Fact]
    public void TimeDistributed_applies_the_same_weights_to_each_step()
    {
        var x = Training.Normal(1, 3, 4, 5);
        var layer = new TimeDistributed(new Sequential([new Dense(6, "tanh"), new Dense(2)]));
        var y = layer.Apply(x);
        Tensor[] steps = [.. Enumerable.Range(0, 4).Select(i => layer.Layer.Apply(x.Select(1, i)))];
        Near.Assert(Tensor.Stack(steps, axis: 1).ToArray<double>(), y.ToArray<double>(), Near.Formula);
        Assert.Equal(4, layer.Weights.Count);
    }

    [Fact]
    public void TimeDistributed_moves_statistics_and_adds_penalties_step_by_step()
    {
        Tensor x = new float[,,] { { { 1 }, { 10 } }, { { 3 }, { 30 } } };
        var layer = new TimeDistributed(new BatchNormalization(momentum: 0.5));
        var context = new CallContext(training: true);
        Near.Assert([-1, -1, 1, 1], [.. layer.Apply(x, context).ToArray<double>().Select(v => Math.Round(v, 2))], Near.Formula);
        Near.Assert([(((0 + 2) * 0.5) + 20) * 0.5], context.Read(layer.Weights[2]).ToArray<double>(), Near.Formula);

        var penalized = new TimeDistributed(new Dense(new DenseConfig { Units = 1, KernelInitializer = "ones", ActivityRegularizer = new L1(1) }));
        context = new CallContext(training: true);
        penalized.Apply(x, context);
        Near.Assert([(1 + 3) / 2.0, (10 + 30) / 2.0], [.. context.Losses.Select(loss => (double)loss.Item())], Near.Formula);
    }

    [Fact]
    public void Configs_with_layers_inside_are_compared_by_value()
    {
        var a = new BidirectionalConfig { Layer = new LSTM(2), MergeMode = MergeMode.Sum };
        Assert.Equal(a, new BidirectionalConfig { Layer = new LSTM(2), MergeMode = MergeMode.Sum });
        Assert.NotEqual(a, new BidirectionalConfig { Layer = new LSTM(3), MergeMode = MergeMode.Sum });
        Assert.NotEqual(a, new BidirectionalConfig { Layer = new GRU(2), MergeMode = MergeMode.Sum });
        var (first, second) = (new Bidirectional(a), new Bidirectional(a));
        first.Apply(Tensor.Zeros([1, 2, 3]));
        second.Apply(Tensor.Zeros([1, 2, 3]));
        Assert.Empty(first.Weights.Intersect(second.Weights));
    }

    [Fact]
    public void Layers_inside_come_back_from_Keras_s_form()
    {
        Seed.Set(5);
        var inner = new Sequential([new Input(3), new Dense(4, "relu")], "frames");
        var model = new Sequential(
        [
            new Input(5, 3), new TimeDistributed(inner),
            new Bidirectional(new LSTM(new LSTMConfig { Units = 2, ReturnSequences = true, Dropout = 0.1, Seed = 7 }), MergeMode.Average),
            new RNN([new LSTMCell(3), new GRUCell(2)], returnSequences: true),
            new Bidirectional(new GRU(2), MergeMode.Multiply, new GRU(new GRUConfig { Units = 2, GoBackwards = true, Name = "back" })),
        ]);
        var again = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Equal(model.Weights.Select(weight => weight.Path), again.Weights.Select(weight => weight.Path));
        again.SetWeights(model.GetWeights());
        var x = Training.Normal(1, 2, 5, 3);
        Assert.Equal(model.Predict(x).ToArray(), again.Predict(x).ToArray());
    }

    [Fact]
    public void Layers_inside_are_saved_with_their_weights()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential(
            [new Input(5, 3), new TimeDistributed(new Dense(4)), new Bidirectional(new RNN([new LSTMCell(3), new SimpleRNNCell(2)]))]);
        var path = Path.Combine(folder.Path, "model.keras");
        model.Save(path);
        var x = Training.Normal(1, 2, 5, 3);
        Assert.Equal(model.Predict(x).ToArray(), Model.Load(path).Predict(x).ToArray());
    }
}
