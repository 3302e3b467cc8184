using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Trainings that end early: the model has the weights of its last finished step, bit for bit, and goes on.</summary>
[Collection(ProcessWide.Name)]
public sealed class InterruptedTrainingTests
{
    private const int BatchSize = 4;
    private const int BatchesInEpoch = 5;
    private static readonly Tensor X = Training.Normal(1, BatchSize * BatchesInEpoch, 3);
    private static readonly Tensor Y = Training.Normal(2, BatchSize * BatchesInEpoch, 2);

    /// <summary>What breaks a training off behind so many steps.</summary>
    private static readonly (string Name, Action<Model, int> Break)[] Table =
    [
        ("exception of a callback", (model, steps) => Assert.Throws<InvalidTimeZoneException>(() =>
            Fit(model, Behind(steps, static () => throw new InvalidTimeZoneException("mine"))))),
        ("exception of a dataset", (model, steps) => Assert.Throws<InvalidTimeZoneException>(() =>
            model.Fit(new Breaking(steps), epochs: 9, verbose: 0))),
        ("cancelled Fit", (model, steps) =>
        {
            using var stop = new CancellationTokenSource();
            Assert.Equal("cancelled", Fit(model, Behind(steps, stop.Cancel), stop.Token).StopReason);
        }),
        ("cancelled FitAsync", (model, steps) =>
        {
            using var stop = new CancellationTokenSource();
            var options = new FitOptions { BatchSize = BatchSize, Epochs = 9, Shuffle = false, Verbose = 0, Callbacks = [Behind(steps, stop.Cancel)] };
            Assert.Equal("cancelled", model.FitAsync(X, Y, options, cancellationToken: stop.Token).GetAwaiter().GetResult().StopReason);
        }),
        ("cancelled FitAsync of a dataset", (model, steps) =>
        {
            using var stop = new CancellationTokenSource();
            var options = new FitOptions { Epochs = 9, Verbose = 0, Callbacks = [Behind(steps, stop.Cancel)] };
            Assert.Equal("cancelled", model.FitAsync(new Breaking(int.MaxValue), options, cancellationToken: stop.Token).GetAwaiter().GetResult().StopReason);
        }),
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var (name, _) in Table)
            {
                // In the middle of the first epoch, at its end, in the middle of the second.
                cases.Add(name, 2);
                cases.Add(name, BatchesInEpoch);
                cases.Add(name, BatchesInEpoch + 2);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Weights_are_those_of_the_last_finished_step(string name, int steps)
    {
        var (expected, model) = (Net(), Net());
        Steps(expected, 0, steps);
        Table.Single(row => row.Name == name).Break(model, steps);
        Assert.Equal(Training.Weights(expected), Training.Weights(model));
        Assert.Equal(expected.Predict(X).ToArray(), model.Predict(X).ToArray());

        // Slots, counter and random numbers stand where they should as well: both go on alike.
        Steps(expected, 0, 3);
        Steps(model, 0, 3);
        Assert.Equal(Training.Weights(expected), Training.Weights(model));
    }

    [Fact]
    public void Model_is_usable_behind_an_exception_in_an_evaluation()
    {
        var model = Net();
        var before = Training.Weights(model);
        Assert.Throws<InvalidTimeZoneException>(() => model.Evaluate(new Breaking(2)));
        Assert.Throws<InvalidTimeZoneException>(() => model.Evaluate(X, Y, callbacks: [new LambdaCallback { TestBatchEnd = _ => throw new InvalidTimeZoneException("mine") }]));
        Assert.Equal(before, Training.Weights(model));
        Assert.Equal(Net().Evaluate(X, Y)["loss"], model.Evaluate(X, Y)["loss"]);
    }

    [Fact]
    public void An_evaluation_that_breaks_lets_its_data_go()
    {
        var data = new Breaking(2);
        Assert.Throws<InvalidTimeZoneException>(() => Net().Evaluate(data, callbacks:
            [new LambdaCallback { TestBatchEnd = _ => throw new InvalidTimeZoneException("mine") }]));
        Assert.Equal(0, data.Open);
    }

    private static Sequential Net()
    {
        Seed.Set(5);
        var model = new Sequential([new Input(3), new Dense(6, "tanh"), new Dropout(0.3), new BatchNormalization(), new Dense(2)]);
        model.Compile(new Adam(0.01), "mse", ["mae"]);
        return model;
    }

    private static History Fit(Model model, Callback callback, CancellationToken cancellation = default) =>
        model.Fit(X, Y, batchSize: BatchSize, epochs: 9, shuffle: false, verbose: 0, callbacks: [callback], cancellationToken: cancellation);

    private static LambdaCallback Behind(int steps, Action action)
    {
        var made = 0;
        return new LambdaCallback
        {
            TrainBatchEnd = _ =>
            {
                if (++made == steps)
                {
                    action();
                }
            },
        };
    }

    private static void Steps(Model model, int from, int count)
    {
        for (var step = from; step < from + count; step++)
        {
            model.TrainOnBatch(Rows(X, step), Rows(Y, step));
        }
    }

    private static Tensor Rows(Tensor data, int step) => data.Slice(0, step % BatchesInEpoch * BatchSize, BatchSize).Evaluate();

    /// <summary>The same batches as a dataset, which throws in the place of a batch.</summary>
    private sealed class Breaking(int after) : IDataset
    {
        private int _given;

        public int Open { get; private set; }

        public int? BatchCount => BatchesInEpoch;

        public IEnumerable<Batch> Batches(int epoch)
        {
            Open++;
            try
            {
                for (var batch = 0; batch < BatchesInEpoch; batch++)
                {
                    yield return _given++ < after ? new Batch(Rows(X, batch), Rows(Y, batch)) : throw new InvalidTimeZoneException("mine");
                }
            }
            finally
            {
                Open--;
            }
        }
    }
}
