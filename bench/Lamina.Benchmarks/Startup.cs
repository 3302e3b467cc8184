using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Lamina.Execution;
using Lamina.NN;

namespace Lamina.Benchmarks;

/// <summary>What a fresh process does until its first training step, with W3's model.</summary>
internal static class Startup
{
    /// <summary>Starts processes, and prints the medians of their stages.</summary>
    public static void Print(int processes)
    {
        var stages = Enumerable.Range(0, processes)
            .SelectMany(_ => Child.Run(1, "startup-here"))
            .Select(line => line.Split('\t'))
            .GroupBy(cells => cells[0])
            .Select(group => (group.Key, Time: Median(group, 1), Jit: Median(group, 2), Cpu: Median(group, 3)))
            .ToList();
        Console.WriteLine($"medians of {processes} processes, milliseconds: all, of that the just-in-time compiler's, and processor time");
        foreach (var (name, time, jit, cpu) in stages)
        {
            Console.WriteLine($"{time,9:F2} {jit,9:F2} {cpu,9:F2}  {name}");
        }

        var plan = stages.Where(stage => stage.Key[0] is >= '3' and <= '7').ToList();
        Console.WriteLine(
            $"{plan.Sum(s => s.Time),9:F2} {plan.Sum(s => s.Jit),9:F2} {plan.Sum(s => s.Cpu),9:F2}  "
            + "3 to 7: the first plan (target: under 50)");
        var peak = Measure.InChild("W3", 1, 1).PeakMb;
        Console.WriteLine($"{peak,9:F1}                      10⁶ bytes at most, in a process that trains W3 (target: under 250)");
    }

    /// <summary>Goes through the stages in this process, and prints each: name, milliseconds, those of the
    /// just-in-time compiler, and those of processor time on all threads.</summary>
    public static void Run()
    {
        using (var process = Process.GetCurrentProcess())
        {
            var cpu = Environment.CpuUsage.TotalTime;
            Write("1 the runtime starts", DateTime.Now - process.StartTime, JitInfo.GetCompilationTime(), cpu);
        }

        var workload = Workload.Find("W3");
        var (x, y) = Stage("2 data is made", workload.Data);
        var model = Stage("3 the model is built and compiled", workload.Model);
        var trainer = model.Trainer!;
        var feed = Stage("4 data is checked", () => BatchData.Check(model, trainer.Outputs, [x], [y], [], ""));
        Stage("5 metrics", () => trainer.MetricsFor(feed.TargetShapes));
        var graph = Stage("6 tracing", () => trainer.Trace(feed, workload.Batch, training: true));
        var compiled = Stage("7a passes", () => new CompiledGraph(graph));
        var run = Stage("7b binding", compiled.Rent);
        var rows = Enumerable.Range(0, workload.Batch).ToArray();
        Stage("8 the first step", () => Step(feed, run, rows));
        Stage("9 the second step", () => Step(feed, run, rows));
    }

    private static bool Step(BatchData feed, GraphRun run, int[] rows)
    {
        feed.Feed(run, rows);
        return run.Execute();
    }

    private static T Stage<T>(string name, Func<T> stage)
    {
        var jit = JitInfo.GetCompilationTime();
        var cpu = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp();
        var result = stage();
        var time = Stopwatch.GetElapsedTime(begin);
        Write(name, time, JitInfo.GetCompilationTime() - jit, Environment.CpuUsage.TotalTime - cpu);
        return result;
    }

    private static void Write(string name, params TimeSpan[] times) => Console.WriteLine(string.Join(
        '\t', times.Select(time => time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)).Prepend(name)));

    private static double Median(IEnumerable<string[]> lines, int column)
    {
        var sorted = lines.Select(cells => double.Parse(cells[column], CultureInfo.InvariantCulture)).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
