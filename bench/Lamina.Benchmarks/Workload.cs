using Lamina.NN;

namespace Lamina.Benchmarks;

/// <summary>A training that is measured, on random numbers.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Input">The shape of a sample.</param>
/// <param name="Layers">Makes the layers.</param>
/// <param name="Products">The multiplications with weights that each layer does for a sample, forwards.</param>
/// <param name="Loss">What is minimized; says what the targets are.</param>
/// <param name="Optimizer">How.</param>
/// <param name="Batch">Samples a step.</param>
/// <param name="Samples">Samples an epoch.</param>
/// <param name="Target">By how much PyTorch's better time is to be divided.</param>
internal sealed record Workload(
    string Name, Shape Input, Func<Layer[]> Layers, double[] Products, Loss Loss, Optimizer Optimizer, int Batch, int Samples,
    double Target)
{
    private const int Classes = 10;
    private const int Vocabulary = 10_000;

    private static readonly Loss OneOfTen = new SparseCategoricalCrossentropy(fromLogits: true);
    private static readonly Loss Bit = new BinaryCrossentropy(fromLogits: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        Perceptron("W1", [8, 30, 1], "relu", new MeanSquaredError(), new SGD(0.01), 32, 8192, 50),
        Perceptron("W2", [400, 25, 15, 1], "sigmoid", Bit, new Adam(), 32, 8192, 25),
        Perceptron("W3", [784, 128, 10], "relu", OneOfTen, new Adam(), 32, 8192, 8),
        Perceptron("W4", [784, 300, 100, 10], "relu", OneOfTen, new SGD(0.01), 32, 8192, 5),
        Perceptron("W5", [784, 512, 512, 10], "relu", OneOfTen, new RMSprop(), 128, 8192, 3, dropout: 0.2),
        Perceptron("W6", [1024, 1024, 1024, 1024, 10], "relu", OneOfTen, new Adam(), 256, 4096, 1.8),
        Perceptron("W7", [64, .. Enumerable.Repeat(64, 20), 10], "sigmoid", OneOfTen, new SGD(0.01), 64, 8192, 10),
        new(
            "W8", [28, 28, 1],
            static () =>
            [
                new Conv2D(32, 3, "relu"), new MaxPooling2D(), new Conv2D(64, 3, "relu"), new MaxPooling2D(), new Flatten(),
                new Dropout(0.5), new Dense(Classes),
            ],
            [26 * 26 * 9 * 32, 11 * 11 * 9 * 32 * 64, 1600 * Classes], OneOfTen, new Adam(), 128, 2048, 2),
        new(
            "W9", [28, 28], static () => [new LSTM(128), new Dense(Classes)],
            [28 * 28 * 512, 28 * 128 * 512, 128 * Classes], OneOfTen, new Adam(), 128, 2048, 2.5),
        new(
            "W10", [200],
            static () => [new Embedding(Vocabulary, 16), new GlobalAveragePooling1D(), new Dense(16, "relu"), new Dense(1)],
            [0, 16 * 16, 16], Bit, new Adam(), 512, 8192, 6) { IsText = true },
    ];

    /// <summary>Whether the inputs are numbers of words.</summary>
    public bool IsText { get; init; }

    /// <summary>Steps an epoch.</summary>
    public int Steps => (Samples + Batch - 1) / Batch;

    /// <summary>Floating-point operations of a step's products: forward, the weights' gradients, and the inputs' gradients
    /// of all layers but the first.</summary>
    public double Flops => 2.0 * Batch * ((3 * Products.Sum()) - Products[0]);

    /// <summary>The workload of a name.</summary>
    public static Workload Find(string name) => All.FirstOrDefault(workload => workload.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}'; there are {string.Join(", ", All.Select(w => w.Name))}.");

    /// <summary>A compiled model with fresh weights.</summary>
    public Sequential Model()
    {
        var model = new Sequential([new Input(Input.AsSpan()), .. Layers()]);
        model.Compile(Optimizer, Loss);
        return model;
    }

    /// <summary>Inputs of the normal distribution, or numbers of words; targets of the normal distribution, bits, or class
    /// numbers.</summary>
    public (Tensor X, Tensor Y) Data()
    {
        var random = new RandomStream(0);
        Shape shape = [Samples, .. Input];
        var x = IsText
            ? Tensor.From<int>(Values(shape.Size, () => random.Next(Vocabulary)), shape)
            : Tensor.From<float>(Values(shape.Size, () => (float)random.Normal()), shape);
        var y = Loss switch
        {
            SparseCategoricalCrossentropy => Tensor.From<int>(Values(Samples, () => random.Next(Classes)), [Samples]),
            BinaryCrossentropy => Tensor.From<float>(Values(Samples, () => (float)random.Next(2)), [Samples, 1]),
            _ => Tensor.From<float>(Values(Samples, () => (float)random.Normal()), [Samples, 1]),
        };
        return (x, y);
    }

    private static Workload Perceptron(
        string name, int[] widths, Activation hidden, Loss loss, Optimizer optimizer, int batch, int samples, double target,
        double dropout = 0)
    {
        return new(
            name, [widths[0]], Layers, [.. widths.Zip(widths.Skip(1), (from, to) => (double)from * to)], loss, optimizer, batch,
            samples, target);

        Layer[] Layers() => [.. widths[1..^1].SelectMany(Hidden), new Dense(widths[^1])];

        IEnumerable<Layer> Hidden(int width) =>
            dropout > 0 ? [new Dense(width, hidden), new Dropout(dropout)] : [new Dense(width, hidden)];
    }

    private static T[] Values<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
