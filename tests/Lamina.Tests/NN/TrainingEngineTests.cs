using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What training promises of the machine: the same bits on any number of threads, no garbage.</summary>
[Collection(ProcessWide.Name)]
public sealed class TrainingEngineTests
{
    [Fact]
    public void Same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        var one = Training.OnThreads(1, () => Train(2));
        Assert.Equal(one, Training.OnThreads(1, () => Train(2)));
        Assert.Equal(one, Training.OnThreads(2, () => Train(2)));
        Assert.Equal(one, Training.OnThreads(3, () => Train(2)));
        Assert.NotEqual(one, Training.OnThreads(1, () => Train(3)));
    }

    [Fact]
    public void Training_without_shuffling_takes_the_samples_in_their_order()
    {
        Assert.Equal(Train(1, shuffle: false), Train(1, shuffle: false));
        Assert.NotEqual(Train(1, shuffle: false), Train(1, shuffle: true));
    }

    [Fact]
    public void Predictions_from_eight_threads_at_once_have_the_bits_of_one()
    {
        var (model, x) = Model(7);
        var expected = model.Predict(x).ToArray();
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, model.Predict(x).ToArray()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Training_step_allocates_nothing(int threads)
    {
        var allocated = Training.OnThreads(threads, () =>
        {
            var (model, x) = Model(4);
            Tensor y = Enumerable.Range(0, x.Shape[0]).Select(i => i % 10).ToArray();
            var measured = new long[500];
            var callback = new LambdaCallback { TrainBatchEnd = batch => measured[batch] = GC.GetAllocatedBytesForCurrentThread() };
            model.Fit(x, y, batchSize: 4, epochs: 3, verbose: 0, callbacks: [callback]);
            var steps = x.Shape[0] / 4;
            return measured[steps - 1] - measured[steps / 2];
        });
        Assert.Equal(0, allocated);
    }

    private static (Sequential Model, Tensor X) Model(int seed)
    {
        Seed.Set(seed);
        var model = new Sequential(
        [
            new Input(64), new Dense(100, "relu"), new BatchNormalization(), new Dropout(0.3),
            new Dense(new DenseConfig { Units = 50, Activation = "gelu", KernelRegularizer = new L2(1e-4) }), new Dense(10, "softmax"),
        ]);
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return (model, Training.Normal(11, 1500, 64));
    }

    private static float[][] Train(int seed, bool shuffle = true)
    {
        var (model, x) = Model(seed);
        Tensor y = Enumerable.Range(0, x.Shape[0]).Select(i => i % 10).ToArray();
        var history = model.Fit(x, y, batchSize: 128, epochs: 2, verbose: 0, shuffle: shuffle);
        return [.. Training.Weights(model), [.. history["loss"].Select(loss => (float)loss)], model.Predict(x).ToArray()];
    }
}
