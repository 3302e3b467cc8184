namespace Lamina.Guides.Tests;

/// <summary>Digits that stand anywhere in a frame of 12 × 12: much to learn from few samples, unless one knows digits.</summary>
internal static class PlacedDigits
{
    private const int Digit = 8;
    private const int Frame = 12;

    /// <summary>The five classes from one on, counted from 0.</summary>
    public static Samples Classes(Samples samples, int from)
    {
        var labels = samples.Y.ToArray<int>();
        int[] rows = [.. Enumerable.Range(0, samples.Count).Where(i => labels[i] >= from && labels[i] < from + 5)];
        return new Samples(samples.X.Gather(rows).Evaluate(), (samples.Y.Gather(rows) - from).Evaluate());
    }

    /// <summary>Each digit so many times, each time at another place.</summary>
    public static Samples Placed(Samples samples, int copies, int seed)
    {
        var random = new RandomStream((ulong)seed);
        var (pixels, labels, count) = (samples.X.ToArray(), samples.Y.ToArray<int>(), samples.Count * copies);
        var frames = new float[count * Frame * Frame];
        for (var i = 0; i < count; i++)
        {
            var (top, left) = (random.Next(Frame - Digit + 1), random.Next(Frame - Digit + 1));
            for (var row = 0; row < Digit; row++)
            {
                pixels.AsSpan((i % samples.Count * Digit * Digit) + (row * Digit), Digit)
                    .CopyTo(frames.AsSpan((((i * Frame) + top + row) * Frame) + left));
            }
        }

        return new Samples(Tensor.Wrap(frames, [count, Frame * Frame]), Tensor.Wrap(Enumerable.Range(0, count).Select(i => labels[i % labels.Length]).ToArray(), [count]));
    }
}

public sealed class TransferTests : IDisposable
{
    private static readonly Samples Train = Datasets.Digits().Train;
    private static readonly Samples Test = PlacedDigits.Placed(PlacedDigits.Classes(Datasets.Digits().Test, from: 5), copies: 5, seed: 9);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transfer_beats_training_from_scratch()
    {
        var gains = new List<double>();
        foreach (var seed in new[] { 1, 2, 3 })
        {
            Seed.Set(seed);
            var few = Few(seed);
            var tuned = Transferred(_folder[$"{seed}.keras"], few, seed).Evaluate(Test.X, Test.Y)["accuracy"];
            var scratch = Net();
            scratch.Fit(few.X, few.Y, epochs: 50, verbose: 0);
            gains.Add(tuned - scratch.Evaluate(Test.X, Test.Y)["accuracy"]);
        }

        gains.Sort();
        Assert.True(gains[1] > 0.03, string.Join(' ', gains));
    }

    [Fact]
    public void Layers_of_a_sequential_go_on_in_another()
    {
        Seed.Set(1);
        var old = Net();
        var few = Few(1);
        var model = new Sequential([new Input(144), .. old.Layers.SkipLast(1), new Dense(5)]);
        model.Layers[0].Trainable = false;
        model.Compile(new Adam(1e-2), new SparseCategoricalCrossentropy(fromLogits: true));
        var before = old.Weights.Select(weight => weight.ToArray()).ToArray();
        model.Fit(few.X, few.Y, epochs: 2, verbose: 0);
        Assert.Equal(before[0], old.Weights[0].ToArray());
        Assert.NotEqual(before[2], old.Weights[2].ToArray());
        Assert.Equal(before[4], old.Weights[4].ToArray());
    }

    private static Sequential Net()
    {
        var net = new Sequential([new Input(144), new Dense(128, "relu"), new Dense(128, "relu"), new Dense(5)]);
        net.Compile(new Adam(1e-3), new SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);
        return net;
    }

    private static Samples Few(int seed)
    {
        var later = PlacedDigits.Classes(Train, from: 5);
        var (_, few) = later.StratifiedSplit(100.0 / later.Count, seed);
        return PlacedDigits.Placed(few, copies: 1, seed);
    }

    private static Model Transferred(string path, Samples few, int seed)
    {
        var known = PlacedDigits.Placed(PlacedDigits.Classes(Train, from: 0), copies: 10, seed);
        var net = new Sequential([new Input(144), new Dense(128, "relu"), new Dense(128, "relu"), new Dense(5)]);
        net.Compile(new Adam(1e-3), new SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);
        net.Fit(known.X, known.Y, epochs: 8, verbose: 0);
        net.Save(path);

        var old = Model.Load(path);
        old.Trainable = false;
        var head = new Dense(5);
        var model = new Model(old.Inputs, [head.Apply(old.Layers[^2].Output)]);
        model.Compile(new Adam(1e-2), new SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);
        model.Fit(few.X, few.Y, epochs: 30, verbose: 0);

        Assert.Equal(2, model.TrainableWeights.Count);
        Assert.Equal(old.Weights.Select(weight => weight.ToArray()), net.Weights.Select(weight => weight.ToArray()));

        old.Trainable = true;
        model.Compile(new Adam(3e-4), new SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);
        model.Fit(few.X, few.Y, epochs: 20, verbose: 0);

        Assert.Equal(6, model.TrainableWeights.Count);
        Assert.NotEqual(old.Weights[0].ToArray(), net.Weights[0].ToArray());
        return model;
    }
}
