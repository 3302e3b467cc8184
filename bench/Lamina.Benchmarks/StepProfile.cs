using System.Diagnostics;
using Lamina.Backends.Cpu;
using Lamina.Compiler;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Benchmarks;

/// <summary>Where the time of a training step goes: a time stamp behind each step of the compiled plan, over many runs on
/// fresh batches, and beside it what the real training loop takes.</summary>
internal sealed class StepProfile
{
    private readonly Workload _workload;
    private readonly BatchData _feed;
    private readonly Plan _plan;
    private readonly CpuPlan _bound;
    private readonly Execution.PlanRun _run;
    private readonly double _loop;

    private StepProfile(Workload workload, double seconds)
    {
        _workload = workload;
        var model = workload.Model();
        var (x, y) = workload.Data();
        var timer = new EpochTimer(seconds);
        model.Fit(x, y, workload.Batch, int.MaxValue, verbose: 0, callbacks: [timer]);
        _loop = timer.Best / workload.Steps * 1e9;
        _feed = BatchData.Check(model, model.Trainer!.Outputs, [x], [y], [], "");
        _run = (Execution.PlanRun)model.Trainer.StepFor(_feed, workload.Batch, training: true);
        (_plan, _bound) = (_run.Plan, (CpuPlan)_run.Bound);
    }

    /// <summary>Measures, and prints a table.</summary>
    public static void Print(Workload workload, double seconds, int columns)
    {
        var profile = new StepProfile(workload, seconds);
        var (gather, steps) = profile.Measure(seconds);
        profile.Write(gather, steps, columns);
    }

    // Of each part the fastest of many rounds, each of some 2 ms: what other load disturbs is left out.
    private (double Gather, double[] Steps) Measure(double seconds)
    {
        var order = Enumerable.Range(0, _workload.Samples).ToArray();
        new RandomStream(1).Shuffle<int>(order);
        var runs = Math.Clamp((int)(2e6 / _loop), 1, 4096);
        var stamps = new long[_bound.Steps.Count];
        var overhead = StampOverhead();
        var best = Enumerable.Repeat(double.PositiveInfinity, stamps.Length + 1).ToArray();
        var next = 0;
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds;)
        {
            var round = new double[best.Length];
            for (var i = 0; i < runs; i++, next = (next + 1) % (_workload.Samples / _workload.Batch))
            {
                var start = Stopwatch.GetTimestamp();
                _feed.Feed(_run, order.AsSpan(next * _workload.Batch, _workload.Batch));
                var last = Stopwatch.GetTimestamp();
                round[^1] += Nanoseconds(start, last, overhead);
                _bound.Run(stamps);
                for (var step = 0; step < stamps.Length; step++)
                {
                    round[step] += Nanoseconds(last, stamps[step], overhead);
                    last = stamps[step];
                }
            }

            for (var part = 0; part < best.Length; part++)
            {
                best[part] = Math.Min(best[part], round[part] / runs);
            }
        }

        return (best[^1], best[..^1]);
    }

    private void Write(double gather, double[] steps, int columns)
    {
        var sum = gather + steps.Sum();
        var threads = WorkerPool.Shared.Threads;
        var peak = FmaPeak.Gflops(threads);
        Console.WriteLine($"{_workload.Name}, {threads} thread{(threads == 1 ? "" : "s")}: a step of the training loop takes "
            + $"{_loop / 1e3:F2} µs, the parts below {sum / 1e3:F2} µs; FMA peak {peak:F0} GFLOP/s");
        Console.WriteLine("       ns  share  GFLOP/s  units  ps/elem/op  step");
        Line(gather, "", "", "", "gather the batch");
        foreach (var (i, text) in PlanPrinter.Lines(_plan).Index())
        {
            var (flops, elements) = WorkOf(_plan.Steps[i]);
            var space = text.LastIndexOf("   [", StringComparison.Ordinal) is var at && at >= 0 ? text[(at + 3)..] : "";
            Line(
                steps[i],
                flops > 0 ? $"{flops / steps[i]:F1}" : "",
                $"{_bound.Steps[i].Units}",
                elements > 0 ? $"{steps[i] * 1e3 / elements:F0}" : "",
                $"{space,-13} {text[..^space.Length].TrimEnd()}");
        }

        Line(_loop - sum, "", "", "", "(the rest: shuffle, loop, noise)");
        Console.WriteLine($"products: {_workload.Flops / 1e6:F3} MFLOP a step, {_workload.Flops / _loop:F1} GFLOP/s over the "
            + $"whole step, {_workload.Flops / _loop / peak:P1} of the FMA peak");

        void Line(double time, string gflops, string units, string each, string text)
        {
            var line = $"{time,9:F0} {time / sum,6:P1} {gflops,8} {units,6} {each,11}  {text}";
            Console.WriteLine(line.Length > columns ? line[..(columns - 1)] + "…" : line);
        }
    }

    // Of a product its floating-point operations; else its elements times the elementwise operations done on each.
    private static (double Flops, double Elements) WorkOf(PlanStep step) => step switch
    {
        RunCluster { Cluster.Root: { Op: MatMul op } root } =>
            (2.0 * root.Output.Shape.Size * root.Inputs[0].Shape[op.TransposeA ? ^2 : ^1], 0),
        RunCluster { Cluster: { Root: null } cluster } => (0, (double)cluster.Space.Size * cluster.Elementwise.Count),
        RunCluster { Cluster.Root: { } root } => (0, root.Inputs[0].Shape.Size),
        _ => (0, 0),
    };

    // TimeSpan counts in 100 ns.
    private static double Nanoseconds(long from, long to, double overhead) =>
        ((to - from) * 1e9 / Stopwatch.Frequency) - overhead;

    // What two time stamps in a row are apart.
    private static double StampOverhead()
    {
        var best = double.PositiveInfinity;
        for (var round = 0; round < 10_000; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < 99; i++)
            {
                _ = Stopwatch.GetTimestamp();
            }

            best = Math.Min(best, Nanoseconds(begin, Stopwatch.GetTimestamp(), 0) / 100);
        }

        return best;
    }
}
