using Lamina.NN;

namespace Lamina.Benchmarks;

/// <summary>A training that is measured: a multi-layer perceptron on random numbers.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Widths">The widths of the layers, the input's first.</param>
/// <param name="Hidden">The activation of all layers but the last.</param>
/// <param name="Loss">What is minimized; says what the targets are.</param>
/// <param name="Optimizer">How.</param>
/// <param name="Batch">Samples a step.</param>
/// <param name="Samples">Samples an epoch.</param>
/// <param name="Target">By how much PyTorch's better time is to be divided.</param>
internal sealed record Workload(
    string Name, int[] Widths, Activation Hidden, Loss Loss, Optimizer Optimizer, int Batch, int Samples, double Target)
{
    private static readonly Loss Classes = new SparseCategoricalCrossentropy(fromLogits: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("W1", [8, 30, 1], Activation.Relu, new MeanSquaredError(), new SGD(0.01), 32, 8192, 50),
        new("W2", [400, 25, 15, 1], Activation.Sigmoid, new BinaryCrossentropy(fromLogits: true), new Adam(), 32, 8192, 25),
        new("W3", [784, 128, 10], Activation.Relu, Classes, new Adam(), 32, 8192, 8),
        new("W4", [784, 300, 100, 10], Activation.Relu, Classes, new SGD(0.01), 32, 8192, 5),
        new("W5", [784, 512, 512, 10], Activation.Relu, Classes, new RMSprop(), 128, 8192, 3) { DropoutRate = 0.2 },
        new("W6", [1024, 1024, 1024, 1024, 10], Activation.Relu, Classes, new Adam(), 256, 4096, 1.8),
        new("W7", [64, .. Enumerable.Repeat(64, 20), 10], Activation.Sigmoid, Classes, new SGD(0.01), 64, 8192, 10),
    ];

    /// <summary>The share that is dropped behind each hidden layer.</summary>
    public double DropoutRate { get; init; }

    /// <summary>Steps an epoch.</summary>
    public int Steps => (Samples + Batch - 1) / Batch;

    /// <summary>Floating-point operations of a step's products: forward, the weights' gradients, and the inputs' gradients
    /// of all layers but the first.</summary>
    public double Flops
    {
        get
        {
            var layers = Widths.Zip(Widths.Skip(1), (from, to) => 2.0 * Batch * from * to).ToArray();
            return (3 * layers.Sum()) - layers[0];
        }
    }

    /// <summary>The workload of a name.</summary>
    public static Workload Find(string name) => All.FirstOrDefault(workload => workload.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}'; there are {string.Join(", ", All.Select(w => w.Name))}.");

    /// <summary>A compiled model with fresh weights.</summary>
    public Sequential Model()
    {
        var model = new Sequential([new Input(Widths[0]), .. Layers()]);
        model.Compile(Optimizer, Loss);
        return model;
    }

    /// <summary>Inputs of the normal distribution; targets of the normal distribution, bits, or class numbers.</summary>
    public (Tensor X, Tensor Y) Data()
    {
        var random = new RandomStream(0);
        var x = Floats(Samples * Widths[0], () => (float)random.Normal());
        var y = Loss switch
        {
            SparseCategoricalCrossentropy => Tensor.From<int>(Labels(random), [Samples]),
            BinaryCrossentropy => Tensor.From<float>(Floats(Samples, () => random.Next(2)), [Samples, 1]),
            _ => Tensor.From<float>(Floats(Samples, () => (float)random.Normal()), [Samples, 1]),
        };
        return (Tensor.From<float>(x, [Samples, Widths[0]]), y);
    }

    private static float[] Floats(int count, Func<float> next)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }

    private int[] Labels(RandomStream random) => [.. Enumerable.Range(0, Samples).Select(_ => random.Next(Widths[^1]))];

    private IEnumerable<Layer> Layers()
    {
        foreach (var width in Widths[1..^1])
        {
            yield return new Dense(width, Hidden);
            if (DropoutRate > 0)
            {
                yield return new Dropout(DropoutRate);
            }
        }

        yield return new Dense(Widths[^1]);
    }
}
