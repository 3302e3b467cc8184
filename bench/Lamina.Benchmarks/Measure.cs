using System.Diagnostics;
using System.Globalization;
using Lamina.Backends.Cpu;
using Lamina.NN;

namespace Lamina.Benchmarks;

/// <summary>Measures one workload in this process.</summary>
internal static class Measure
{
    // As in the peer's program, a time is the mean of so many calls.
    private const int Calls = 20;

    // Seconds in which the just-in-time compiler comes to its end.
    private const double WarmUp = 0.5;

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Workload.All.Select(workload => workload.Name), "P1", "P2", .. ProductRun.All.Select(product => product.Name)];

    private static int Threads => WorkerPool.Shared.Threads;

    /// <summary>Measures the workload of a name.</summary>
    public static Result Run(string name, double seconds)
    {
        var result = name switch
        {
            "P1" => Prediction(name, 1, seconds),
            "P2" => Prediction(name, 1024, seconds),
            _ when ProductRun.Find(name) is { } product => product.Measure(seconds),
            _ => Training(Workload.Find(name), seconds),
        };
        var peak = FmaPeak.Gflops(result.Threads);
        return result with
        {
            FmaPeakGflops = peak,
            FmaPeakShare = result.Gflops / peak,
            PeakMb = PeakMemory(),
        };
    }

    /// <summary>The most memory that this process held so far, in 10⁶ bytes.</summary>
    public static double PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static Result Training(Workload workload, double seconds)
    {
        var model = workload.Model();
        var (x, y) = workload.Data();
        var timer = new EpochTimer(seconds);
        model.Fit(x, y, workload.Batch, int.MaxValue, verbose: 0, callbacks: [timer]);
        var step = timer.Best / workload.Steps;
        return new Result
        {
            Workload = workload.Name,
            Threads = Threads,
            UsPerStep = step * 1e6,
            SamplesPerS = workload.Batch / step,
            Gflops = workload.Flops / step / 1e9,
            BytesPerStep = timer.BytesPerEpoch / workload.Steps,
        };
    }

    private static Result Prediction(string name, int batch, double seconds)
    {
        var model = new Sequential([new Input(784), new Dense(128, Activation.Relu), new Dense(10, Activation.Softmax)]);
        var random = new RandomStream(0);
        var values = new float[batch * 784];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)random.Normal();
        }

        var x = Tensor.From<float>(values, [batch, 784]);
        Best(WarmUp, Calls, () => model.Predict(x, batchSize: 1024));
        var best = Best(seconds, Calls, () => model.Predict(x, batchSize: 1024));
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(x, batchSize: 1024);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new Result
        {
            Workload = name,
            Threads = Threads,
            UsPerCall = best * 1e6,
            SamplesPerS = batch / best,
            Gflops = 2.0 * batch * ((784 * 128) + (128 * 10)) / best / 1e9,
            BytesPerCall = bytes,
        };
    }

    /// <summary>Seconds of one call: the smallest mean of some calls, until the time is up.</summary>
    public static double Best(double seconds, int calls, Action action)
    {
        var best = double.PositiveInfinity;
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds;)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
            {
                action();
            }

            best = Math.Min(best, (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency / calls);
        }

        return best;
    }

    /// <summary>Measures a workload in a process of its own.</summary>
    public static Result InChild(string name, int threads, double seconds)
    {
        string[] arguments = ["measure-here", name, "--seconds", seconds.ToString(CultureInfo.InvariantCulture)];
        return Child.Run(threads, arguments).Select(Result.Parse).OfType<Result>().Last();
    }
}
