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
