using System.Text.Json.Nodes;
using Lamina.Graphs;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What is special about recurrent layers and their cells.</summary>
[Collection(ProcessWide.Name)]
public sealed class RecurrentTests
{
    [Fact]
    public void Dropout_takes_the_same_inputs_from_all_steps_and_others_in_each_call()
    {
        var layer = new SimpleRNN(new SimpleRNNConfig
        {
            Units = 40,
            Activation = "linear",
            UseBias = false,
            KernelInitializer = new Identity(),
            RecurrentInitializer = "zeros",
            ReturnSequences = true,
            Dropout = 0.5,
            Seed = 3,
        });
        var context = new CallContext(training: true);
        var x = Tensor.Ones([1, 3, 40]);
        float[][] masks = [.. new[] { layer.Apply(x, context), layer.Apply(x, context) }.Select(y => y.ToArray())];
        Assert.All(masks, mask =>
        {
            Assert.All(mask, value => Assert.True(value is 0 or 2));
            Assert.InRange(mask[..40].Count(value => value == 0), 8, 32);
            Assert.Equal(mask[..40], mask[40..80]);
            Assert.Equal(mask[..40], mask[80..]);
        });
        Assert.NotEqual(masks[0], masks[1]);
        Assert.Equal(x.ToArray(), layer.Apply(x).ToArray());
    }

    [Fact]
    public void Recurrent_dropout_takes_the_same_places_of_the_state_from_all_steps()
    {
        var layer = new SimpleRNN(new SimpleRNNConfig
        {
            Units = 40,
            Activation = "linear",
            UseBias = false,
            KernelInitializer = new Identity(),
            RecurrentInitializer = new Identity(),
            RecurrentDropout = 0.5,
            Seed = 3,
        });
        var y = layer.Apply(Tensor.Ones([1, 3, 40]), training: true).ToArray();

        // h = 1 + m·h₋₁ with m = 0 or 2: 1, or 1 + 2·(1 + 2·1).
        Assert.All(y, value => Assert.True(value is 1 or 7));
        Assert.InRange(y.Count(value => value == 1), 8, 32);
    }

    [Theory, InlineData("LSTM", 0.0, 1), InlineData("LSTM", 0.2, 8), InlineData("GRU", 0.2, 6), InlineData("SimpleRNN", 0.2, 2)]
    public void As_soon_as_the_state_is_dropped_from_each_gate_has_draws_of_its_own(string kind, double rate, int draws)
    {
        RecurrentUnitsConfig config = kind switch
        {
            "LSTM" => new LSTMConfig { Units = 2 },
            "GRU" => new GRUConfig { Units = 2 },
            _ => new SimpleRNNConfig { Units = 2 },
        };
        config = config with { Dropout = 0.3, RecurrentDropout = rate };
        Recurrent layer = config switch
        {
            LSTMConfig lstm => new LSTM(lstm),
            GRUConfig gru => new GRU(gru),
            _ => new SimpleRNN((SimpleRNNConfig)config),
        };
        Assert.Equal(draws, Draws(training: true));
        Assert.Equal(0, Draws(training: false));

        int Draws(bool training) =>
            new Graph([layer.Apply(Tensor.Ones([1, 4, 3]), training)]).Nodes.Count(node => node.Op is Lamina.Ops.RandomUniform);
    }

    [Fact]
    public void A_cell_of_ones_own_learns_and_says_output_and_state_apart()
    {
        Seed.Set(4);
        var layer = new RNN(new RNNConfig { Cell = new LeakyCell(3), ReturnState = true });
        var outputs = layer.Apply([Training.Normal(1, 2, 5, 4)], new CallContext(training: false));
        Assert.Equal(outputs[0].ToArray(), outputs[1].ToArray().Select(h => 2 * h));
        Assert.Equal("rnn/leaky_cell/kernel", layer.Weights.Single().Path);
        var model = new Sequential([new Input(5, 4), new RNN(new LeakyCell(8)), new Dense(1)]);
        model.Compile(new Adam(0.05), "mse");
        var (x, y) = (Training.Normal(2, 32, 5, 4), Training.Normal(3, 32, 1));
        var history = model.Fit(x, y, epochs: 40, verbose: 0);
        Assert.True(history["loss"][^1] < 0.5 * history["loss"][0]);
    }

    [Fact]
    public void Cells_one_behind_the_other_give_what_layers_one_behind_the_other_give()
    {
        var (first, second) = (new LSTMCell(3), new GRUCell(2));
        var stacked = new RNN(new RNNConfig
        {
            Cell = new StackedRNNCells(first, second),
            ReturnSequences = true,
            ReturnState = true,
            GoBackwards = true,
        });
        var (x, mask) = (Training.Normal(1, 2, 4, 3), Mask());
        var outputs = Run(stacked, x, mask);
        var lower = new LSTM(new LSTMConfig { Units = 3, ReturnSequences = true, ReturnState = true });
        var upper = new GRU(new GRUConfig { Units = 2, ReturnSequences = true, ReturnState = true });
        lower.Apply(x);
        upper.Apply(Tensor.Zeros([2, 4, 3]));
        lower.SetWeights(stacked.GetWeights().Take(3).ToArray());
        upper.SetWeights(stacked.GetWeights().Skip(3).ToArray());

        // Backwards is forwards through what was turned round before.
        var below = Run(lower, Reversed(x), Reversed(mask));
        var above = Run(upper, below[0], Reversed(mask));
        Tensor[] expected = [above[0], below[1], below[2], above[1]];
        Assert.Equal(4, outputs.Count);
        Assert.All(expected.Zip(outputs), pair => Near.Assert(pair.First.ToArray<double>(), pair.Second.ToArray<double>(), Near.Formula));
    }

    [Fact]
    public void The_weights_of_cells_have_the_paths_that_Keras_gives_them()
    {
        var layer = new RNN([new LSTMCell(2), new LSTMCell(2), new GRUCell(2)]);
        var model = new Sequential([new Input(4, 3), layer]);
        Assert.Equal(
            ["lstm_cell/kernel", "lstm_cell_1/kernel", "gru_cell/kernel"],
            model.Weights.Where(weight => weight.Name == "kernel").Select(weight => weight.Path["sequential/rnn/stacked_rnn_cells/".Length..]));
        Assert.Equal(
            ["cells/lstm_cell/vars/0", "cells/lstm_cell_1/vars/0", "cells/gru_cell/vars/0"],
            Lamina.Formats.Keras.WeightPaths.OfLayers(model).Where(pair => pair.Variable.Name == "kernel")
                .Select(pair => pair.Path["layers/rnn/cell/".Length..]));
    }

    [Fact]
    public void First_states_are_tensors_of_a_functional_model()
    {
        var (x, h, c) = (new Input(4, 3), new Input(2), new Input(2));
        var model = new Model([x, h, c], new LSTM(2).Apply(x, [h.Output, c.Output]));
        var (values, state) = (Training.Normal(1, 5, 4, 3), Training.Normal(2, 5, 2));
        var direct = model.Layers[^1].Apply([values, state, state], new CallContext(training: false))[0];
        Near.Assert(direct.ToArray<double>(), model.Predict([values, state, state])[0].ToArray<double>(), Near.Formula);
        var again = Model.FromJson(model.ToJson());
        again.SetWeights(model.GetWeights());
        Assert.Equal(model.ToJson(), again.ToJson());
        Assert.Equal(model.Predict([values, state, state])[0].ToArray(), again.Predict([values, state, state])[0].ToArray());
        Assert.Contains("\"initial_state\": [{", model.ToJson(), StringComparison.Ordinal);
        Assert.Contains(
            """shapes_dict": {"sequences_shape": [null, 4, 3], "initial_state_shape": [[null, 2], [null, 2]]}""",
            model.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void First_states_of_several_cells_are_lists_of_their_own_in_files()
    {
        var (x, a, b, c) = (new Input(4, 3), new Input(2), new Input(2), new Input(5));
        var model = new Model([x, a, b, c], new RNN([new LSTMCell(2), new GRUCell(5)]).Apply(x, [a.Output, b.Output, c.Output]));
        var call = JsonNode.Parse(model.ToJson())!["config"]!["layers"]!.AsArray()[^1]!["inbound_nodes"]![0]!["kwargs"]!;
        Assert.Equal([2, 1], call["initial_state"]!.AsArray().Select(states => states!.AsArray().Count));
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Fact]
    public void One_mask_holds_for_all_samples()
    {
        var (x, layer) = (Training.Normal(1, 2, 4, 3), new GRU(2));
        var all = Run(layer, x, Mask().Slice(0, 0, 1));
        var each = Run(layer, x, Tensor.Concat([Mask().Slice(0, 0, 1), Mask().Slice(0, 0, 1)], axis: 0));
        Assert.Equal(each[0].ToArray(), all[0].ToArray());
    }

    [Fact]
    public void Unrolling_changes_nothing_and_needs_the_number_of_steps()
    {
        var x = Training.Normal(1, 2, 4, 3);
        var (plain, unrolled) = (new GRU(2), new GRU(new GRUConfig { Units = 2, Unroll = true }));
        var expected = plain.Apply(x).ToArray();
        unrolled.Apply(x);
        unrolled.SetWeights(plain.GetWeights());
        Assert.Equal(expected, unrolled.Apply(x).ToArray());
        Assert.Equal([Shape.Unknown, 2], new GRU(2).Apply(new Input(Shape.Unknown, 3)).Shape);
    }

    internal static Tensor Mask() => ((Tensor)new[] { true, true, false, true, false, true, true, false }).Reshape([2, 4]);

    internal static Tensor Reversed(Tensor x) =>
        Tensor.Stack([.. Enumerable.Range(0, x.Shape[1]).Reverse().Select(i => x.Select(1, i))], axis: 1);

    internal static IReadOnlyList<Tensor> Run(Layer layer, Tensor x, Tensor? mask)
    {
        var context = new CallContext(training: false);
        if (mask is not null)
        {
            context.SetMask(x, mask);
        }

        return layer.Apply([x], context);
    }
}
