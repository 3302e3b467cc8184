using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Recurrent layers that carry their states from batch to batch.</summary>
[Collection(ProcessWide.Name)]
public sealed class StatefulTests
{
    // Two long sequences of six steps, and the same as two batches of three steps.
    private static readonly Tensor Long = Training.Normal(1, 2, 6, 3).Evaluate();
    private static readonly Tensor Parts = Tensor.Concat([Long.Slice(1, 0, 3), Long.Slice(1, 3, 3)], axis: 0).Evaluate();

    public static TheoryData<string> Kinds => ["SimpleRNN", "LSTM", "GRU", "RNN"];

    [Theory, MemberData(nameof(Kinds))]
    public void Batches_that_go_on_give_what_one_long_sequence_gives(string kind)
    {
        var (whole, parts) = Pair(kind);
        var expected = whole.Predict(Long);
        Tensor[] halves = [parts.Predict(Parts.Slice(0, 0, 2)), parts.Predict(Parts.Slice(0, 2, 2))];
        Same(expected, Tensor.Concat(halves, axis: 1));

        // Both batches of one prediction too, once the states begin anew.
        Stateful(parts).ResetStates();
        var both = parts.Predict(Parts, batchSize: 2);
        Same(expected, Tensor.Concat([both.Slice(0, 0, 2), both.Slice(0, 2, 2)], axis: 1));
    }

    [Fact]
    public void Training_and_evaluation_go_on_from_batch_to_batch()
    {
        var (whole, parts) = Pair("LSTM");
        var y = Training.Normal(2, 2, 6, 2).Evaluate();
        var targets = Tensor.Concat([y.Slice(1, 0, 3), y.Slice(1, 3, 3)], axis: 0);
        whole.Compile(new SGD(0), "mse");
        parts.Compile(new SGD(0), "mse");
        var expected = whole.Evaluate(Long, y)["loss"];
        Near.Assert([expected], [parts.Evaluate(Parts, targets, batchSize: 2)["loss"]], Near.Formula);
        Stateful(parts).ResetStates();
        var history = parts.Fit(Parts, targets, batchSize: 2, shuffle: false, verbose: 0);
        Near.Assert([expected], [history["loss"][0]], Near.Formula);
        var last = ((LSTM)whole.Layers[0]).Apply(
            [Long], new CallContext(training: false));
        Near.Assert(
            last[0].Slice(1, 5, 1).ToArray<double>(), Stateful(parts).States[0].Read().ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void The_gradient_ends_where_the_batch_begins()
    {
        var (_, parts) = Pair("GRU");
        var layer = Stateful(parts);
        parts.Predict(Parts.Slice(0, 0, 2));
        var before = layer.States[0].Read();
        var x = Parts.Slice(0, 2, 2);
        var carried = layer.Apply(x, training: true);
        var given = layer.Apply([x, before], new CallContext(training: true))[0];
        var weight = layer.Weights[1].Value;
        Near.Assert(
            Gradient.Of(given.Sum(), weight)[0].ToArray<double>(), Gradient.Of(carried.Sum(), weight)[0].ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void States_are_no_weights_and_begin_anew_when_they_are_reset()
    {
        var (whole, parts) = Pair("LSTM");
        var layer = Stateful(parts);
        Assert.Equal(whole.Weights.Count, parts.Weights.Count);
        Assert.Equal([[2, 2], [2, 2]], layer.States.Select(state => state.Shape));
        var first = parts.Predict(Parts.Slice(0, 0, 2)).ToArray();
        Assert.All(layer.States, state => Assert.DoesNotContain(0f, state.ToArray()));
        layer.ResetStates();
        Assert.All(layer.States, state => Assert.All(state.ToArray(), value => Assert.Equal(0, value)));
        Assert.Equal(first, parts.Predict(Parts.Slice(0, 0, 2)).ToArray());
    }

    [Fact]
    public void States_have_the_precision_of_the_layer()
    {
        var layer = new LSTM(new LSTMConfig { Units = 2, Stateful = true, Precision = DType.Float64 });
        var model = new Sequential([new Input(new InputConfig { BatchShape = [2, 3, 3], DType = DType.Float64 }), layer]);
        var x = Parts.Slice(0, 0, 2).Cast(DType.Float64).Evaluate();
        var context = new CallContext(training: false);
        _ = layer.Apply(x, context);
        var expected = layer.Apply(x, context).ToArray<double>();
        model.Predict(x);
        Assert.All(layer.States, state => Assert.Equal(DType.Float64, state.DType));
        Near.Assert(expected, model.Predict(x).ToArray<double>(), Near.Float64);
    }

    [Fact]
    public void Both_directions_carry_their_states()
    {
        var layer = new Bidirectional(new GRU(new GRUConfig { Units = 2, Stateful = true }));
        var model = new Sequential([new Input(new InputConfig { BatchShape = [2, 3, 3] }), layer]);
        var x = Parts.Slice(0, 0, 2).Evaluate();
        Assert.Equal([[2, 2], [2, 2]], layer.States.Select(state => state.Shape));
        var first = model.Predict(x).ToArray();
        var second = model.Predict(x).ToArray();
        Assert.All(first.Zip(second), pair => Assert.NotEqual(pair.First, pair.Second));
        layer.ResetStates();
        Assert.Equal(first, model.Predict(x).ToArray());
    }

    [Fact]
    public void A_batch_of_another_size_is_refused()
    {
        const string rule = "gru (GRU) carries states from batch to batch, so all batches have the same size: its states are for 2 samples; it was given 1.";
        var model = new Sequential([new Input(3, 3), new GRU(new GRUConfig { Units = 2, Stateful = true }), new Dense(1)]);
        model.Compile("sgd", "mse");
        var (x, y) = (Training.Normal(1, 5, 3, 3), Training.Normal(2, 5, 1));
        var error = Assert.Throws<ArgumentException>(() => model.Fit(x, y, batchSize: 2, verbose: 0));
        Assert.StartsWith(rule + "\n  hint: take a batch size that divides the number of samples", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => model.Predict(x, batchSize: 1));
        Assert.StartsWith(rule, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_was_broken_off_goes_on_with_the_states()
    {
        using var folder = new TemporaryFolder();
        var (x, y) = (Training.Normal(1, 8, 3, 3), Training.Normal(2, 8, 1));
        var expected = Fit(new BackupAndRestore(folder["whole"], 1), lastBatch: int.MaxValue);
        Assert.Throws<InvalidTimeZoneException>(() => Fit(new BackupAndRestore(folder["broken"], 1), lastBatch: 2));
        Assert.Equal(expected, Fit(new BackupAndRestore(folder["broken"], 1), lastBatch: int.MaxValue));

        float[][] Fit(BackupAndRestore backup, int lastBatch)
        {
            Seed.Set(3);
            var model = new Sequential([new Input(3, 3), new LSTM(new LSTMConfig { Units = 2, Stateful = true }), new Dense(1)]);
            model.Compile(new Adam(0.01), "mse");
            var breaker = new LambdaCallback { TrainBatchEnd = batch => _ = batch < lastBatch ? 0 : throw new InvalidTimeZoneException() };
            model.Fit(x, y, batchSize: 2, epochs: 2, shuffle: false, verbose: 0, callbacks: [backup, breaker]);
            return [.. Training.Weights(model), .. ((Recurrent)model.Layers[0]).States.Select(state => state.ToArray())];
        }
    }

    private static (Sequential Whole, Sequential Parts) Pair(string kind)
    {
        var (whole, parts) = (new Sequential([new Input(6, 3), Make(kind, stateful: false)]),
            new Sequential([new Input(new InputConfig { BatchShape = [2, 3, 3] }), Make(kind, stateful: true)]));
        parts.SetWeights(whole.GetWeights());
        return (whole, parts);
    }

    private static Recurrent Make(string kind, bool stateful) => kind switch
    {
        "LSTM" => new LSTM(new LSTMConfig { Units = 2, ReturnSequences = true, Stateful = stateful }),
        "GRU" => new GRU(new GRUConfig { Units = 2, ReturnSequences = true, Stateful = stateful }),
        "RNN" => new RNN(new RNNConfig { Cell = new StackedRNNCells(new LSTMCell(2), new LeakyCell(2)), ReturnSequences = true, Stateful = stateful }),
        _ => new SimpleRNN(new SimpleRNNConfig { Units = 2, ReturnSequences = true, Stateful = stateful }),
    };

    private static Recurrent Stateful(Sequential model) => (Recurrent)model.Layers[0];

    private static void Same(Tensor expected, Tensor actual) =>
        Near.Assert(expected.ToArray<double>(), actual.ToArray<double>(), Near.Formula);
}
