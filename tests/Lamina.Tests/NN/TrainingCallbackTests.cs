using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>When callbacks are called, and how training ends.</summary>
public sealed class TrainingCallbackTests
{
    private static readonly Tensor X = Tensor.Ones([6, 1]).Evaluate();
    private static readonly Tensor Y = new float[] { 1, 2, 3, 4, 5, 6 };

    [Fact]
    public void Callbacks_are_called_at_each_turn_in_order()
    {
        var calls = new List<string>();
        Training.Line().Fit(X, Y, batchSize: 4, epochs: 2, verbose: 0, callbacks:
        [
            new LambdaCallback
            {
                TrainBegin = () => calls.Add("begin"),
                EpochBegin = epoch => calls.Add($"epoch {epoch}"),
                TrainBatchBegin = batch => calls.Add($"batch {batch}"),
                TrainBatchEnd = batch => calls.Add($"end {batch}"),
                EpochEnd = (epoch, logs) => calls.Add($"end of {epoch}: {string.Join(",", logs.Keys)}"),
                TrainEnd = logs => calls.Add($"end: {string.Join(",", logs.Keys)}"),
            },
        ]);
        Assert.Equal(
            [
                "begin", "epoch 0", "batch 0", "end 0", "batch 1", "end 1", "end of 0: loss",
                "epoch 1", "batch 0", "end 0", "batch 1", "end 1", "end of 1: loss", "end: loss",
            ],
            calls);
    }

    [Fact]
    public void Values_that_a_callback_logs_are_kept_in_the_history()
    {
        var history = Training.Line().Fit(X, Y, epochs: 2, verbose: 0,
            callbacks: [new LambdaCallback { EpochEnd = (epoch, logs) => logs["extra"] = epoch * 10 }]);
        Assert.Equal([0, 10], history["extra"]);
        Assert.Equal("epochs completed", history.StopReason);
        var error = Assert.Throws<KeyNotFoundException>(() => history["acc"]);
        Assert.Equal("There is no 'acc' in the history; there are: loss, extra.", error.Message);
    }

    [Fact]
    public void Logs_of_the_epoch_so_far_can_be_read_behind_each_batch()
    {
        var seen = new List<double>();
        var callback = new LambdaCallback();
        var watching = new LambdaCallback { TrainBatchEnd = _ => seen.Add(callback.Parameters.CurrentLogs()["loss"]) };
        Training.Line(0, 0, new SGD(0)).Fit(X, Y, batchSize: 2, shuffle: false, verbose: 0, callbacks: [callback, watching]);
        Near.Assert([2.5, 30 / 4.0, 91 / 6.0], seen, Near.Formula);
    }

    [Fact]
    public void Cancelling_keeps_the_weights_of_the_last_finished_step()
    {
        using var cancellation = new CancellationTokenSource();
        var model = Training.Line();
        float[][]? then = null;
        var ended = false;
        var history = model.Fit(X, Y, batchSize: 2, epochs: 5, verbose: 0, cancellationToken: cancellation.Token, callbacks:
        [
            new LambdaCallback
            {
                TrainBatchEnd = batch =>
                {
                    if (batch == 1)
                    {
                        then = Training.Weights(model);
                        cancellation.Cancel();
                    }
                },
                TrainEnd = _ => ended = true,
            },
        ]);
        Assert.Equal("cancelled", history.StopReason);
        Assert.Empty(history.Epochs);
        Assert.Equal(then, Training.Weights(model));
        Assert.True(ended);
    }

    [Fact]
    public void Model_is_usable_behind_an_exception_of_a_callback()
    {
        var model = Training.Line();
        var error = Assert.Throws<InvalidTimeZoneException>(() => model.Fit(X, Y, batchSize: 2, verbose: 0,
            callbacks: [new LambdaCallback { TrainBatchEnd = _ => throw new InvalidTimeZoneException("mine") }]));
        Assert.Equal("mine", error.Message);
        var other = Training.Line();
        other.Fit(X, Y, batchSize: 2, shuffle: false, verbose: 0);
        model.SetWeights([new float[,] { { 0 } }, new float[] { 0 }]);
        var history = model.Fit(X, Y, batchSize: 2, shuffle: false, verbose: 0);
        Assert.Equal(Training.Weights(other), Training.Weights(model));
        Assert.Equal("epochs completed", history.StopReason);
    }

    [Fact]
    public void TerminateOnNaN_ends_quietly_with_the_last_good_weights()
    {
        var model = Training.Line(1, 0, new SGD(1e30));
        float[][]? then = null;
        var history = model.Fit(X, Y, batchSize: 2, epochs: 4, verbose: 0,
            callbacks: [new TerminateOnNaN(), new LambdaCallback { TrainBatchEnd = _ => then = Training.Weights(model) }]);
        Assert.Equal("the loss became Infinity at epoch 1, batch 2", history.StopReason);
        Assert.Equal(then, Training.Weights(model));
        Assert.All(then!, weight => Assert.All(weight, value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void TerminateOnNaN_throws_when_asked_and_nothing_is_told_that_training_ended()
    {
        var ended = false;
        var error = Assert.Throws<NotFiniteException>(() => Training.Line(1, 0, new SGD(1e30)).Fit(X, Y, batchSize: 2, epochs: 4, verbose: 0,
            callbacks: [new TerminateOnNaN(raiseError: true), new TerminateOnNaN(), new LambdaCallback { TrainEnd = _ => ended = true }]));
        Assert.StartsWith("The loss became Infinity at epoch 1, batch 2", error.Message, StringComparison.Ordinal);
        Assert.False(ended);
    }

    [Fact]
    public void Evaluations_and_predictions_have_turns_too()
    {
        var calls = new List<string>();
        var watch = new LambdaCallback
        {
            TestBegin = () => calls.Add("test"),
            TestBatchBegin = batch => calls.Add($"batch {batch}"),
            TestBatchEnd = batch => calls.Add($"end {batch}"),
            TestEnd = logs => calls.Add(string.Join(",", logs.Keys)),
            PredictBegin = () => calls.Add("predict"),
            PredictBatchBegin = batch => calls.Add($"batch {batch}"),
            PredictBatchEnd = batch => calls.Add($"end {batch}"),
            PredictEnd = () => calls.Add("done"),
        };
        var model = Training.Line();
        model.Evaluate(X, Y, batchSize: 4, callbacks: [watch]);
        model.Predict([X], batchSize: 4, callbacks: [watch]);
        Assert.Equal(
            ["test", "batch 0", "end 0", "batch 1", "end 1", "loss", "predict", "batch 0", "end 0", "batch 1", "end 1", "done"], calls);
    }

    [Fact]
    public void EarlyStopping_speaks_when_asked()
    {
        var text = new StringWriter();
        Training.Line().Fit(X, Y, epochs: 9, verbose: 0, callbacks:
            [new EarlyStopping("loss", mode: MonitorMode.Max, restoreBestWeights: true, verbose: 1) { Output = text }]);
        Assert.Equal(
            ["Epoch 2: early stopping; 'loss' was best in epoch 1.", "The model has the weights of epoch 1, its best."],
            text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void EarlyStopping_says_why_it_stopped_and_restores_the_best_weights()
    {
        var model = Training.Line();
        var best = new List<float[][]>();
        var stopping = new EarlyStopping("loss", patience: 2, restoreBestWeights: true, mode: MonitorMode.Max);
        var history = model.Fit(X, Y, epochs: 50, verbose: 0,
            callbacks: [new LambdaCallback { EpochEnd = (_, _) => best.Add(Training.Weights(model)) }, stopping]);
        Assert.Equal("early stopping: loss has not got better for 2 epochs", history.StopReason);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(2, stopping.StoppedEpoch);
        Assert.Equal(best[0], Training.Weights(model));
    }

    [Fact]
    public void EarlyStopping_that_watches_what_is_not_logged_is_an_error_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Training.Line().Fit(X, Y, epochs: 3, verbose: 0, callbacks: [new EarlyStopping()]));
        Assert.Equal(
            "EarlyStopping monitors 'val_loss', which is not logged; there are: loss.\n  hint: give Fit a validationSplit or validationData.",
            error.Message);
        error = Assert.Throws<ArgumentException>(() => Training.Line().Fit(
            X, Y, epochs: 3, verbose: 0, validationSplit: 0.5, callbacks: [new EarlyStopping("val_acc", mode: MonitorMode.Max)]));
        Assert.Equal("EarlyStopping monitors 'val_acc', which is not logged; there are: loss, val_loss.", error.Message);
    }
}
