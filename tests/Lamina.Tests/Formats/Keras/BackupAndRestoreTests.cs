using Lamina.Formats.Numpy;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Trainings that are broken off end in the same bits as those that are not.</summary>
[Collection(ProcessWide.Name)]
public sealed class BackupAndRestoreTests : IDisposable
{
    private const int Epochs = 6;
    private const int BatchSize = 8;

    private static readonly (Tensor X, Tensor Y) Samples = Training.Linear(44, 3);

    private readonly TemporaryFolder _folder = new();

    private string Backup => _folder["backup"];

    public void Dispose() => _folder.Dispose();

    /// <summary>Every how many batches a backup is made (none: behind each epoch), and where training breaks off.</summary>
    public static TheoryData<int?, int, int?> Breaks => new()
    {
        { null, 1, null },
        { null, 2, 0 },
        { null, 3, 2 },
        { null, 5, null },
        { 1, 2, 0 },
        { 1, 3, 5 },
        { 1, 4, null },
        { 4, 2, 3 },
        { 4, 3, 1 },
        { 6, 3, null },
        { 7, 4, 5 },
    };

    [Theory, MemberData(nameof(Breaks))]
    public void A_training_that_was_broken_off_ends_as_one_that_was_not(int? frequency, int epoch, int? batch)
    {
        var (expected, history) = Run(1, [new BackupAndRestore(_folder["other"], frequency)]);
        Assert.Throws<InvalidTimeZoneException>(() => Run(1, [new BackupAndRestore(Backup, frequency), Breaker(epoch, batch)]));

        // Another process: a new model with other random weights and keys.
        var (actual, rest) = Run(2, [new BackupAndRestore(Backup, frequency)]);
        Assert.Equal(expected, actual);
        Assert.Equal(history["val_mae"].TakeLast(rest.Epochs.Count), rest["val_mae"]);
        Assert.Equal(history["loss"].TakeLast(rest.Epochs.Count), rest["loss"]);
        Assert.Equal(history["learning_rate"].TakeLast(rest.Epochs.Count), rest["learning_rate"]);
        Assert.Equal(history.StopReason, rest.StopReason);
        Assert.False(Directory.Exists(Backup));
    }

    [Fact]
    public void A_training_may_be_broken_off_again_and_again()
    {
        var (expected, _) = Run(1, []);
        for (var seed = 1; seed < 4; seed++)
        {
            Assert.Throws<InvalidTimeZoneException>(() => Run(seed, [new BackupAndRestore(Backup, 5), Breaker(seed, 3)]));
        }

        Assert.Equal(expected, Run(9, [new BackupAndRestore(Backup, 5)]).Weights);
    }

    [Fact]
    public void A_training_that_was_cancelled_goes_on()
    {
        var (expected, _) = Run(1, []);
        using var cancellation = new CancellationTokenSource();
        var cancel = new LambdaCallback { EpochBegin = epoch => Cancel(epoch, cancellation) };
        Run(1, [new BackupAndRestore(Backup), cancel], cancellation.Token);
        Assert.Equal(expected, Run(2, [new BackupAndRestore(Backup)]).Weights);

        static void Cancel(int epoch, CancellationTokenSource source)
        {
            if (epoch == 2)
            {
                source.Cancel();
            }
        }
    }

    public static TheoryData<string, Func<Callback[]>> Keepers => new()
    {
        { "schedule", () => [new LearningRateScheduler((_, rate) => rate * 0.75)] },
        { "one cycle", () => [new OneCycle(0.1)] },
        { "averages", () => [new SwapEMAWeights()] },
        { "averages behind epochs", () => [new SwapEMAWeights(swapOnEpoch: true), new EarlyStopping("mae", restoreBestWeights: true, patience: 9)] },
    };

    [Theory, MemberData(nameof(Keepers))]
    public void Callbacks_go_on_where_they_stood(string name, Func<Callback[]> keepers)
    {
        foreach (var (i, frequency) in new int?[] { null, 1, 4, 6 }.Index())
        {
            History Fit(Model model, params Callback[] callbacks) => model.Fit(
                Samples.X, Samples.Y, BatchSize, epochs: 4, verbose: 0, validationData: (Samples.X, Samples.Y), callbacks: [.. keepers(), .. callbacks]);

            Adam Optimizer() => new(0.05) { UseEma = true, EmaMomentum = 0.9 };
            var (rest, whole) = (Make(2, Optimizer()), Make(1, Optimizer()));
            var history = Fit(whole);
            var broken = Make(1, Optimizer());
            Assert.Throws<InvalidTimeZoneException>(() => Fit(broken, new BackupAndRestore(Backup, frequency), Breaker(2, i)));
            var last = Fit(rest, new BackupAndRestore(Backup, frequency));
            Assert.True(last.Epochs.Count is 2 or 3, name);
            Assert.Equal(history["val_loss"].TakeLast(last.Epochs.Count), last["val_loss"]);
            Assert.Equal(Training.Weights(whole), Training.Weights(rest));
            Assert.Equal(Variables(whole), Variables(rest));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stream_goes_on_too(int? frequency)
    {
        var (whole, broken, rest) = (Make(1), Make(1), Make(2));
        whole.Fit(new Stream(), epochs: 4, verbose: 0);
        Assert.Throws<InvalidTimeZoneException>(() =>
            broken.Fit(new Stream(), epochs: 4, verbose: 0, callbacks: [new BackupAndRestore(Backup, frequency), Breaker(2, 3)]));
        rest.Fit(new Stream(), epochs: 4, verbose: 0, callbacks: [new BackupAndRestore(Backup, frequency)]);
        Assert.Equal(Training.Weights(whole), Training.Weights(rest));
        Assert.Equal(Variables(whole), Variables(rest));
    }

    [Fact]
    public void A_backup_holds_the_whole_state_of_the_training()
    {
        // Driven by hand: what is saved behind a batch is what is there again behind the next beginning.
        var stopping = new EarlyStopping("loss", restoreBestWeights: true, patience: 3);
        var saved = Begin(1, [stopping, new BackupAndRestore(Backup, saveFrequency: 2)], out var model);
        model.Fit(Samples.X, Samples.Y, BatchSize, epochs: 1, verbose: 0);
        stopping.OnEpochEnd(0, new Logs { ["loss"] = 0.5 });
        saved[1].Parameters.Position = new FitPosition(1, 2, 77);
        saved[1].OnTrainBatchEnd(0);
        Assert.False(Directory.Exists(Backup));
        saved[1].OnTrainBatchEnd(1);
        Assert.Equal("latest.npz", Path.GetFileName(Assert.Single(Directory.GetFiles(Backup))));

        var again = new EarlyStopping("loss", restoreBestWeights: true, patience: 3);
        var restored = Begin(2, [again, new BackupAndRestore(Backup, saveFrequency: 2)], out var other);
        Assert.Equal(new FitPosition(1, 2, 77), restored[1].Parameters.Position);
        Assert.Equal(Training.Weights(model), Training.Weights(other));
        Assert.Equal(Variables(model), Variables(other));
        Assert.Equal(
            model.Trainer!.MetricVariables.TakeLast(2).Select(variable => (variable.Path, variable.Read().Item())),
            other.Trainer!.MetricVariables.Select(variable => (variable.Path, variable.Read().Item())));
        Assert.Equal((0.5, 0, 0), (again.Best!.Value, again.BestEpoch, again.Wait));
        again.OnTrainEnd(new Logs());
        stopping.OnTrainEnd(new Logs());
        Assert.Equal(Training.Weights(model), Training.Weights(other));
    }

    [Fact]
    public void It_is_called_behind_all_others()
    {
        // What callbacks do behind an epoch is in the backup, also of those that stand behind it in the list.
        var backup = new BackupAndRestore(Backup, deleteCheckpoint: false);
        var stopping = new EarlyStopping("loss", patience: 9);
        Make(1).Fit(Samples.X, Samples.Y, BatchSize, epochs: 1, verbose: 0, callbacks: [backup, stopping]);
        Assert.Equal([stopping, backup], backup.Parameters.Callbacks);
        Assert.Equal(stopping.Best!.Value, NpzFile.Read(Path.Combine(Backup, "latest.npz"))["lamina/callbacks/EarlyStopping/0/best"].ToArray<double>()[0]);
    }

    [Theory]
    [InlineData(false, new[] { "latest.npz" })]
    [InlineData(true, new[] { "latest.npz", "previous.npz" })]
    public void The_backup_before_the_last_is_kept_when_asked_for(bool both, string[] files)
    {
        Make(1).Fit(Samples.X, Samples.Y, BatchSize, epochs: 3, verbose: 0, callbacks:
            [new BackupAndRestore(Backup, doubleCheckpoint: both, deleteCheckpoint: false)]);
        Assert.Equal(files, Directory.GetFiles(Backup).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_damaged_backup_is_told_and_the_one_before_it_taken()
    {
        var latest = Path.Combine(Backup, "latest.npz");
        Begin(1, [new BackupAndRestore(Backup, doubleCheckpoint: true)], out var model);
        model.Fit(Samples.X, Samples.Y, BatchSize, epochs: 3, verbose: 0, callbacks:
            [new BackupAndRestore(Backup, doubleCheckpoint: true, deleteCheckpoint: false)]);
        File.WriteAllBytes(latest, File.ReadAllBytes(latest)[..1000]);
        var errors = new StringWriter();
        var backup = new BackupAndRestore(Backup) { Errors = errors };
        Begin(2, [backup], out _);
        Assert.Equal(2, backup.Parameters.Position.Epoch);
        Assert.Equal(Path.Combine(Backup, "previous.npz"), backup.RestoredFrom);
        Assert.StartsWith($"BackupAndRestore: {latest}: the zip file is damaged", errors.ToString(), StringComparison.Ordinal);

        File.Delete(Path.Combine(Backup, "previous.npz"));
        Assert.Throws<LaminaFormatException>(() => Begin(2, [new BackupAndRestore(Backup)], out _));
    }

    [Fact]
    public void A_backup_with_other_metrics_is_told()
    {
        var files = new BackupAndRestore(Backup, saveFrequency: 2);
        Assert.Throws<InvalidTimeZoneException>(() =>
            Make(1).Fit(Samples.X, Samples.Y, BatchSize, verbose: 0, callbacks: [files, Breaker(0, 3)]));
        var error = Assert.Throws<LaminaFormatException>(() =>
            Make(1, metrics: ["mse"]).Fit(Samples.X, Samples.Y, BatchSize, verbose: 0, callbacks: [new BackupAndRestore(Backup, 2)]));
        Assert.Contains("the metrics are not those of this training.\n  backup: loss/count", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<Model>, Func<Callback[]>> Others => new()
    {
        { "the weights are not those of the model", () => Make(1, units: 5), () => [] },
        { "the optimizer is not that of this training: the backup has 14 variables of 'adam'", () => Make(1, new SGD()), () => [] },
        { "the callbacks are not those of this training.\n  backup: none\n  here: EarlyStopping", () => Make(1), () => [new EarlyStopping("loss")] },
    };

    [Theory, MemberData(nameof(Others))]
    public void A_backup_of_something_else_is_told(string message, Func<Model> make, Func<Callback[]> callbacks)
    {
        Make(1).Fit(Samples.X, Samples.Y, BatchSize, verbose: 0, callbacks: [new BackupAndRestore(Backup, deleteCheckpoint: false)]);
        var model = make();
        var before = Training.Weights(model);
        var error = Assert.Throws<LaminaFormatException>(() =>
            model.Fit(Samples.X, Samples.Y, BatchSize, verbose: 0, callbacks: [.. callbacks(), new BackupAndRestore(Backup)]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(Backup, "latest.npz"), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Training.Weights(model));
    }

    [Fact]
    public void A_backup_within_an_epoch_of_another_number_of_batches_is_told()
    {
        Make(1).Fit(Samples.X, Samples.Y, BatchSize, verbose: 0, callbacks: [new BackupAndRestore(Backup, 4, deleteCheckpoint: false)]);
        var error = Assert.Throws<LaminaFormatException>(() =>
            Make(1).Fit(Samples.X, Samples.Y, 2 * BatchSize, verbose: 0, callbacks: [new BackupAndRestore(Backup, 4)]));
        Assert.Contains("the backup stands at batch 4 of an epoch of 6; this training has 3 an epoch.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Backup, "");
        var error = Assert.Throws<IOException>(() =>
            Make(1).Fit(Samples.X, Samples.Y, verbose: 0, callbacks: [new BackupAndRestore(Backup)]));
        Assert.StartsWith($"BackupAndRestore cannot write '{Path.Combine(Backup, "latest.npz")}': ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Batches whose number is not known beforehand.</summary>
    [Fact]
    public void Optimizers_that_a_step_of_ones_own_brings_go_on_too()
    {
        var expected = Two(1, []);
        Assert.Throws<InvalidTimeZoneException>(() => Two(1, [new BackupAndRestore(Backup, 4), Breaker(2, 3)]));
        Assert.Equal(expected, Two(2, [new BackupAndRestore(Backup, 4)]));
    }

    private static float[][] Two(int seed, IReadOnlyList<Callback> callbacks)
    {
        Seed.Set(seed);
        var model = new TwoOptimizers();
        model.Compile("sgd", "mse");
        model.Fit(Samples.X, Samples.Y, BatchSize, Epochs, verbose: 0, callbacks: callbacks);
        return Training.Weights(model);
    }

    /// <summary>A model that trains its first layers and its last one apart.</summary>
    private sealed class TwoOptimizers() : Sequential([new Input(3), new Dense(6, "tanh"), new Dense(1)])
    {
        private readonly Optimizer _first = new Adam(0.02);
        private readonly Optimizer _last = new RMSprop(0.01);

        protected internal override void TrainStep(StepContext step)
        {
            var loss = step.ComputeLoss(step.Call());
            step.Minimize(loss, Layers[0].TrainableWeights, _first);
            step.Minimize(loss, Layers[^1].TrainableWeights, _last);
        }
    }

    private sealed class Stream : IDataset
    {
        public int? BatchCount => null;

        public IEnumerable<Batch> Batches(int epoch) => Enumerable.Range(0, 5)
            .Select(i => new Batch(Training.Normal((epoch * 100) + i, 4, 3), Training.Normal((epoch * 100) + i + 50, 4, 1)));
    }

    // Weights, optimizer's variables and step counter as they lie in memory.
    private static float[][] Variables(Model model) =>
        [.. model.Trainer!.State.Variables.Append(model.Trainer.Step).Select(variable => variable.ToArray())];

    private static Sequential Make(int seed, Optimizer? optimizer = null, int units = 6, IReadOnlyList<MetricList>? metrics = null)
    {
        Seed.Set(seed);
        var model = new Sequential(
            [new Input(3), new Dense(units, "relu"), new Dropout(0.3), new BatchNormalization(), new Dense(1)]);
        model.Compile(optimizer ?? new Adam(0.05), "mse", metrics ?? ["mae"]);
        return model;
    }

    private static (float[][] Weights, History History) Run(int seed, IReadOnlyList<Callback> callbacks, CancellationToken cancellation = default)
    {
        var model = Make(seed);
        var history = model.Fit(
            Samples.X, Samples.Y, BatchSize, Epochs, verbose: 0, validationData: (Samples.X, Samples.Y),
            callbacks:
            [
                new ReduceLROnPlateau("loss", 0.5, patience: 1, minDelta: 0.05),
                new EarlyStopping("val_loss", patience: 2, minDelta: 0.1, restoreBestWeights: true),
                .. callbacks,
            ],
            cancellationToken: cancellation);
        return ([.. Training.Weights(model), .. Variables(model)], history);
    }

    private static LambdaCallback Breaker(int epoch, int? batch)
    {
        var running = -1;
        return new LambdaCallback
        {
            EpochBegin = number => running = number,
            TrainBatchEnd = number => BreakIf(running == epoch && number == batch),
            EpochEnd = (number, _) => BreakIf(number == epoch && batch is null),
        };

        static void BreakIf(bool isThere)
        {
            if (isThere)
            {
                throw new InvalidTimeZoneException("broken off");
            }
        }
    }

    /// <summary>Callbacks at the beginning of a training that is driven by hand.</summary>
    private static Callback[] Begin(int seed, Callback[] callbacks, out Model model)
    {
        model = Make(seed);
        var trainer = model.Trainer!;
        trainer.MetricsFor([Samples.Y.Shape]);
        var parameters = new FitParameters(Epochs, 6, 44, BatchSize, 0, hasValidation: false, static () => new Logs())
        {
            Callbacks = callbacks,
            Position = new FitPosition(0, 0, 77),
        };
        foreach (var callback in callbacks)
        {
            (callback.Model, callback.Parameters) = (model, parameters);
            callback.OnTrainBegin();
        }

        return callbacks;
    }
}
