namespace Lamina.Guides.Tests;

public sealed class TrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays()
    {
        Seed.Set(1);
        var (train, test) = Datasets.Digits();
        var model = new Sequential([new Input(64), new Dense(64, "relu"), new Dense(10, "softmax")]);
        model.Compile(new Adam(0.003), "sparse_categorical_crossentropy", ["accuracy"]);
        var history = model.Fit(train.X, train.Y, batchSize: 64, epochs: 15, validationSplit: 0.1, verbose: 0);
        var logs = model.Evaluate(test.X, test.Y);
        Tensor probabilities = model.Predict(test.X);

        Assert.InRange(logs["accuracy"], 0.94, 1);
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], history.Names.Order());
        Assert.Equal([test.Count, 10], probabilities.Shape);
    }

    [Fact]
    public void Several_inputs_and_outputs()
    {
        Seed.Set(2);
        var size = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], Name = "size" });
        var place = new Input(new InputConfig { BatchShape = [Shape.Unknown, 2], Name = "place" });
        var shared = new Dense(16, "relu").Apply(new Dense(8).Apply(size));
        var price = new Dense(new DenseConfig { Units = 1, Name = "price" }).Apply(shared);
        var sold = new Dense(new DenseConfig { Units = 1, Activation = "sigmoid", Name = "sold" }).Apply(new Dense(4).Apply(place));
        var model = new Model([size, place], [price, sold]);

        Tensor sizes = Numbers.Normal(1, 128, 3), places = Numbers.Normal(2, 128, 2);
        Tensor prices = sizes.Sum(-1, keepDims: true).Evaluate(), sales = (places.Sum(-1, keepDims: true) > 0).Cast(DType.Float32).Evaluate();

        // By position.
        model.Compile(new Adam(0.01), losses: ["mse", "bce"], lossWeights: [0.5, 1], metrics: [["mae"], ["accuracy", "auc"]]);
        model.Fit([sizes, places], [prices, sales], epochs: 5, verbose: 0);

        // By name.
        model.Compile(
            new Adam(0.01),
            losses: new Dictionary<string, Loss?> { ["price"] = "mse", ["sold"] = "bce" },
            lossWeights: new() { ["price"] = 0.5 },
            metrics: new() { ["sold"] = ["accuracy"] });
        var history = model.Fit(
            x: new Dictionary<string, Tensor> { ["place"] = places, ["size"] = sizes },
            y: new Dictionary<string, Tensor> { ["price"] = prices, ["sold"] = sales },
            epochs: 60,
            verbose: 0);

        Assert.Equal(["loss", "price_loss", "sold_accuracy", "sold_loss"], history.Names.Order());
        Assert.Equal((0.5 * history["price_loss"][^1]) + history["sold_loss"][^1], history["loss"][^1], 1e-5);
        Assert.InRange(history["sold_accuracy"][^1], 0.9, 1);
        Assert.Equal(["price", "sold"], model.Predict(new Dictionary<string, Tensor> { ["size"] = sizes, ["place"] = places }).Keys);
    }

    [Fact]
    public void Weights_of_classes_and_samples()
    {
        Tensor x = Tensor.Zeros([4, 1]);
        Tensor y = new[] { 0, 0, 0, 1 };
        double Learnt(Func<Sequential, History> fit)
        {
            var model = new Sequential([new Input(1), new Dense(1, "sigmoid")]);
            model.Compile(new SGD(1), "bce");
            fit(model);
            return model.Predict(x).ToArray()[0];
        }

        var plain = Learnt(model => model.Fit(x, y, epochs: 200, verbose: 0));
        var byClass = Learnt(model => model.Fit(x, y, epochs: 200, classWeight: new Dictionary<int, double> { [0] = 1, [1] = 3 }, verbose: 0));
        var bySample = Learnt(model => model.Fit(x, y, epochs: 200, sampleWeight: new float[] { 1, 1, 1, 3 }, verbose: 0));
        Assert.Equal(0.25, plain, 1e-3);
        Assert.Equal(0.5, byClass, 1e-3);
        Assert.Equal(0.5, bySample, 1e-3);
    }

    [Fact]
    public void Validation()
    {
        var (samples, other) = Datasets.Iris();
        var model = Small();
        model.Fit(samples.X, samples.Y, validationSplit: 0.2, verbose: 0);

        var (kept, heldOut) = samples.Split(0.2, seed: 1);
        model.Fit(kept.X, kept.Y, validationData: heldOut, verbose: 0);

        (kept, heldOut) = samples.StratifiedSplit(0.2, seed: 1);
        model.Fit(kept.X, kept.Y, validationData: heldOut, verbose: 0);

        var history = model.Fit(samples.X, samples.Y, epochs: 6, validationData: other, validationFrequency: 3, verbose: 0);
        Assert.Equal((6, 2), (history["loss"].Count, history["val_loss"].Count));
    }

    [Fact]
    public void Callbacks()
    {
        Seed.Set(3);
        var (train, test) = Datasets.Iris();
        var model = Small();
        var history = model.Fit(train.X, train.Y, epochs: 300, validationData: test, verbose: 0, callbacks:
        [
            new EarlyStopping(patience: 5, restoreBestWeights: true),
            new ModelCheckpoint(_folder["best.keras"], saveBestOnly: true),
            new ReduceLROnPlateau(patience: 3),
            new CSVLogger(_folder["log.csv"]),
            new LambdaCallback { EpochEnd = (epoch, logs) => logs["twice"] = 2 * logs["loss"] },
        ]);

        Assert.Equal(history["val_loss"].Min(), Model.Load(_folder["best.keras"]).Evaluate(test.X, test.Y)["loss"], 1e-5);
        Assert.Equal(2 * history["loss"][0], history["twice"][0]);
        Assert.Equal(history.Epochs.Count + 1, File.ReadAllLines(_folder["log.csv"]).Length);
    }

    [Fact]
    public void Batch_by_batch()
    {
        var (train, test) = Datasets.Iris();
        var model = Small();
        var first = model.Evaluate(test.X, test.Y)["loss"];
        for (var epoch = 0; epoch < 30; epoch++)
        {
            model.ResetMetrics();
            foreach (var batch in Dataset.From(train).Shuffle(seed: 1).Batch(16).Batches(epoch))
            {
                var logs = model.TrainOnBatch(batch.Inputs[0], batch.Targets[0]);
                Assert.True(double.IsFinite(logs["loss"]));
            }
        }

        Assert.InRange(model.Evaluate(test.X, test.Y)["loss"], 0, 0.9 * first);
    }

    [Fact]
    public async Task In_the_background()
    {
        var (train, _) = Datasets.Iris();
        var model = Small();
        using var stop = new CancellationTokenSource();
        var progress = new Shown(seen => { if (seen.Epoch == 3) { stop.Cancel(); } });

        History history = await model.FitAsync(
            train.X, train.Y, new FitOptions { Epochs = 100_000, Verbose = 0 }, progress, stop.Token);

        Assert.Equal("cancelled", history.StopReason);
        Assert.InRange(history.Epochs.Count, 3, 100);
    }

    [Fact]
    public void Double_precision()
    {
        Seed.Set(4);
        var input = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], DType = DType.Float64 });
        var model = new Model([input], [new Dense(1).Apply(input)]);
        model.Compile(new SGD(0.3), "mse");
        Tensor x = Numbers.Normal(1, 32, 3).Cast(DType.Float64).Evaluate();
        Tensor y = (x.Sum(-1, keepDims: true) + 0.1).Evaluate();
        model.Fit(x, y, batchSize: 32, epochs: 200, verbose: 0);
        Tensor error = (model.Predict(x) - y).Abs().Max();

        Assert.Equal(DType.Float64, error.DType);
        Assert.InRange(error.Item(), 0, 1e-12);
    }

    [Fact]
    public void Clones()
    {
        var model = Small();
        Model copy = model.Clone();
        copy.SetWeights(model.GetWeights());
        copy.Compile("adam", "sparse_categorical_crossentropy");

        var (train, _) = Datasets.Iris();
        Assert.Equal(model.Predict(train.X).ToArray(), copy.Predict(train.X).ToArray());
        copy.Fit(train.X, train.Y, verbose: 0);
        Assert.NotEqual(model.Predict(train.X).ToArray(), copy.Predict(train.X).ToArray());
    }

    [Fact]
    public void Repeatable()
    {
        var (train, _) = Datasets.Iris();
        History Run()
        {
            Seed.Set(42);
            var model = Small();
            return model.Fit(train.X, train.Y, epochs: 3, verbose: 0);
        }

        Assert.Equal(Run()["loss"], Run()["loss"]);
    }

    private static Sequential Small()
    {
        var model = new Sequential([new Input(4), new Dense(8, "relu"), new Dense(3, "softmax")]);
        model.Compile(new Adam(0.01), "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private sealed class Shown(Action<FitProgress> show) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => show(value);
    }
}
