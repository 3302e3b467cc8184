using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>How passes over the data are cut into epochs.</summary>
public sealed class EpochTests
{
    /// <summary>Batches in a pass, steps of an epoch, first epoch and number behind the last; and what each epoch takes: the
    /// pass, and the batch in it.</summary>
    public static TheoryData<int, int?, int, int, bool, string> Cases => new()
    {
        { 3, null, 0, 2, true, "0.0 0.1 0.2 | 1.0 1.1 1.2" },
        { 3, null, 2, 4, true, "2.0 2.1 2.2 | 3.0 3.1 3.2" },
        { 4, 2, 0, 3, true, "0.0 0.1 | 0.2 0.3 | 1.0 1.1" },
        { 3, 2, 0, 4, true, "0.0 0.1 | 0.2 | 1.0 1.1 | 1.2" },
        { 3, 2, 2, 4, true, "2.0 2.1 | 2.2" },
        { 2, 5, 0, 2, true, "0.0 0.1 | 1.0 1.1" },
        { 3, null, 0, 2, false, "0.0 0.1 0.2 | 1.0 1.1 1.2" },
        { 4, 2, 0, 2, false, "0.0 0.1 | 0.2 0.3" },
        { 3, 2, 0, 4, false, "0.0 0.1 | 0.2" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Epochs_take_what_Keras_takes(int batches, int? steps, int first, int last, bool isCounted, string expected)
    {
        var data = new Recorder(batches, isCounted);
        var model = new Sequential([new Input(1), new Dense(1)]);
        model.Compile("sgd", "mse");
        var epochs = new LambdaCallback { EpochEnd = (_, _) => data.Taken.Add("|") };
        model.Fit(data, last, verbose: 0, initialEpoch: first, stepsPerEpoch: steps, callbacks: [epochs]);
        Assert.Equal(expected, string.Join(' ', data.Taken).TrimEnd(' ', '|'));
    }

    [Fact]
    public void A_stream_of_unknown_length_that_runs_out_ends_the_training()
    {
        var model = new Sequential([new Input(1), new Dense(1)]);
        model.Compile("sgd", "mse");
        var history = model.Fit(new Recorder(3, isCounted: false), epochs: 4, stepsPerEpoch: 2, verbose: 0);
        Assert.Equal([0, 1], history.Epochs);
        Assert.Equal("the data ran out at epoch 2, step 1 of 2", history.StopReason);
    }

    [Fact]
    public void Data_without_a_batch_has_no_loss()
    {
        var model = new Sequential([new Input(1), new Dense(1)]);
        model.Compile("sgd", "mse");
        var data = new Recorder(3, isCounted: true);
        var empty = new Recorder(0, isCounted: false);
        Assert.Equal("The data gave no batch in epoch 1.", Assert.Throws<ArgumentException>(() => model.Fit(empty, verbose: 0)).Message);
        Assert.Equal(
            "The validation data gave no batch to evaluate.",
            Assert.Throws<ArgumentException>(() => model.Fit(data, verbose: 0, validation: empty)).Message);
        Assert.Equal("The data gave no batch to evaluate.", Assert.Throws<ArgumentException>(() => model.Evaluate(empty)).Message);
    }

    [Fact]
    public void Weights_of_classes_count_in_training_and_not_in_validation()
    {
        var x = Tensor.From<float>([1, 2, 3, 4], [4, 1]);
        var y = Tensor.From<float>([0, 1, 0, 1], [4, 1]);
        double[] Losses(Dictionary<int, double>? weights)
        {
            var model = new Sequential([new Input(1), new Dense(new DenseConfig { Units = 1, KernelInitializer = "zeros" })]);
            model.Compile(new SGD(0), "mse");
            var history = model.Fit(x, y, validationSplit: 0.5, classWeight: weights, verbose: 0);
            return [history["loss"][0], history["val_loss"][0]];
        }

        Assert.Equal([0.5, 0.5], Losses(null));
        Assert.Equal([1.5, 0.5], Losses(new Dictionary<int, double> { [1] = 3 }));
    }

    private sealed class Recorder(int batches, bool isCounted) : IDataset
    {
        public List<string> Taken { get; } = [];

        public int? BatchCount => isCounted ? batches : null;

        public IEnumerable<Batch> Batches(int epoch)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                Taken.Add($"{epoch}.{batch}");
                yield return new Batch(Tensor.Ones([2, 1]), Tensor.Zeros([2, 1]));
            }
        }
    }
}
