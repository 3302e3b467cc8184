using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lamina.Benchmarks;

/// <summary>Lamina and PyTorch in turns on the same machine, and how many times faster Lamina is.</summary>
internal sealed class Comparison(Peer? peer, int[] threads, double seconds, int runs)
{
    private readonly List<(int Run, Result Result)> _results = [];

    /// <summary>Measures the workloads, prints each line, and gives the table.</summary>
    public string Run(string[] names)
    {
        for (var run = 0; run < runs; run++)
        {
            foreach (var name in names)
            {
                foreach (var count in ProductRun.IsProduct(name) ? [1] : threads)
                {
                    Add(run, Measure.InChild(name, count, seconds));
                    if (peer is not null)
                    {
                        Add(run, peer.Run(name, count, seconds));
                    }
                }
            }
        }

        return peer is null ? "" : Table(names);
    }

    private void Add(int run, Result result)
    {
        _results.Add((run, result));
        Console.WriteLine(result);
    }

    private string Table(string[] names)
    {
        var text = new StringBuilder();
        text.AppendLine($"Lamina against PyTorch {peer!.Version}: {Machine()}.");
        text.AppendLine($"Microseconds a step or call, medians of {runs} runs in turns of {seconds} s, at the better number of");
        text.AppendLine("threads of each. The ratio is PyTorch's time divided by Lamina's: the median of the runs, that of the");
        text.AppendLine("fastest runs (which other load disturbs least), and the median with one thread each.");
        text.AppendLine();
        text.AppendLine("| workload          | PyTorch µs | threads | Lamina µs | threads |  ratio | fastest | 1 thread | target |     |");
        text.AppendLine("|-------------------|-----------:|--------:|----------:|--------:|-------:|--------:|---------:|-------:|-----|");
        foreach (var name in names)
        {
            var (theirs, ours) = (Best(name, lamina: false), Best(name, lamina: true));
            var ratio = Median(Ratios(name, null));
            var fastest = PerRun(name, false).Min() / PerRun(name, true).Min();
            var single = Median(Ratios(name, 1));
            var target = Target(name);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name,-17} | {theirs.Time,10:F2} | {theirs.Threads,7} | {ours.Time,9:F2} | {ours.Threads,7} | {ratio,6:F2} "
                + $"| {fastest,7:F2} | {single,8:F2} | {target,6} | {(ratio >= target ? "met" : "   ")} |");
        }

        return text.ToString();
    }

    private IEnumerable<double> Ratios(string name, int? count) =>
        PerRun(name, false, count).Zip(PerRun(name, true, count), (theirs, ours) => theirs / ours);

    // The number of threads with the smaller median.
    private (double Time, int Threads) Best(string name, bool lamina) => _results
        .Where(x => x.Result.Workload == name && IsLamina(x.Result) == lamina)
        .GroupBy(x => x.Result.Threads, x => x.Result.Microseconds)
        .Select(group => (Median(group), group.Key))
        .Min();

    // The times of the runs at a number of threads; at the better one, without it.
    private IEnumerable<double> PerRun(string name, bool lamina, int? count = null) => _results
        .Where(x => x.Result.Workload == name && IsLamina(x.Result) == lamina)
        .Where(x => x.Result.Threads == (count ?? x.Result.Threads))
        .GroupBy(x => x.Run, x => x.Result.Microseconds)
        .OrderBy(group => group.Key)
        .Select(group => group.Min());

    private static bool IsLamina(Result result) => result.Peer == "lamina";

    private static double Target(string name) => name switch
    {
        "P1" => 2,
        "P2" => 1.3,
        "G1-1024x1024x1024" => 1.15,
        _ when ProductRun.IsProduct(name) => 1,
        _ => Workload.Find(name).Target,
    };

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Machine()
    {
        const string info = "/proc/cpuinfo";
        var model = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(IsModel)?.Split(':')[1].Trim()
            : null;
        return $"{model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} processors, "
            + $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";

        static bool IsModel(string line) => line.StartsWith("model name", StringComparison.Ordinal);
    }
}
