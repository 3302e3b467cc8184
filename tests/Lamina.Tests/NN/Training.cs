using Lamina.Backends.Cpu;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Small data and models that tests train.</summary>
internal static class Training
{
    public static Tensor Normal(int seed, params ReadOnlySpan<int> axes)
    {
        var random = new RandomStream((ulong)seed);
        var shape = Shape.Create(axes);
        return Tensor.Wrap(Enumerable.Range(0, shape.Size).Select(_ => (float)random.Normal()).ToArray(), shape);
    }

    /// <summary>Samples, and targets that are a linear function of them with a little noise.</summary>
    public static (Tensor X, Tensor Y) Linear(int samples, int features, int outputs = 1)
    {
        var x = Normal(1, samples, features);
        var y = x.MatMul(Normal(2, features, outputs)) + 0.5 + 0.1 * Normal(3, samples, outputs);
        return (x, y.Evaluate());
    }

    /// <summary>A compiled model of one dense layer with given weights and no randomness.</summary>
    public static Sequential Line(double weight = 0, double bias = 0, Optimizer? optimizer = null, Loss? loss = null)
    {
        var dense = new Dense(new DenseConfig
        {
            Units = 1,
            KernelInitializer = new Constant(weight),
            BiasInitializer = new Constant(bias),
        });
        var model = new Sequential([new Input(1), dense]);
        model.Compile(optimizer ?? new SGD(0.1), loss ?? "mse");
        return model;
    }

    public static float[][] Weights(Model model) => [.. model.GetWeights().Select(weight => weight.ToArray())];

    /// <summary>Does something with another number of threads in the process's pool.</summary>
    public static T OnThreads<T>(int threads, Func<T> action)
    {
        var before = WorkerPool.Shared;
        using var pool = new WorkerPool(threads);
        WorkerPool.Shared = pool;
        try
        {
            return action();
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }
}
