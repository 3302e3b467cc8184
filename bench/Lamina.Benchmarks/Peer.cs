using System.ComponentModel;
using System.Globalization;

namespace Lamina.Benchmarks;

/// <summary>PyTorch, run by a program that prints lines as this one does.</summary>
internal sealed class Peer
{
    // An own output array spares PyTorch the allocation.
    private const string Product = """
        import json, sys, time, torch
        name, m, n, k, transposed, seconds = sys.argv[1], *map(int, sys.argv[2:6]), float(sys.argv[6])
        torch.set_num_threads(1)
        a = torch.randn(k, m).t() if transposed else torch.randn(m, k)
        b, c = torch.randn(k, n), torch.empty(m, n)
        flops = 2.0 * m * n * k
        calls = max(1, int(1e7 / flops))
        best, begin = float("inf"), time.perf_counter()
        while time.perf_counter() - begin < seconds:
            start = time.perf_counter()
            for _ in range(calls):
                torch.mm(a, b, out=c)
            best = min(best, (time.perf_counter() - start) / calls)
        print(json.dumps({
            "peer": "pytorch", "workload": name, "threads": 1, "us_per_call": best * 1e6, "gflops": flops / best / 1e9}))
        """;

    private readonly string _python;
    private readonly string _program;

    private Peer(string python, string program, string version) => (_python, _program, Version) = (python, program, version);

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>Finds it; null, with a message, where it is not installed.</summary>
    /// <param name="python">A Python that has PyTorch.</param>
    /// <param name="program">The program, or the folder in which <c>torch_peer.py</c> lies.</param>
    public static Peer? Find(string python, string? program)
    {
        if (Directory.Exists(program))
        {
            program = Path.Combine(program, "torch_peer.py");
        }

        if (!File.Exists(program))
        {
            Console.WriteLine(program is null
                ? "PyTorch is left out: say by --peer or LAMINA_PEERS where torch_peer.py is."
                : $"PyTorch is left out: there is no file {program}.");
            return null;
        }

        try
        {
            return new Peer(python, program, Child.Run(python, ["-c", "import torch; print(torch.__version__)"], 1).Last());
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            Console.WriteLine($"PyTorch is left out: {exception.Message}");
            return null;
        }
    }

    /// <summary>Measures one workload.</summary>
    public Result Run(string name, int threads, double seconds)
    {
        var time = seconds.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ProductRun.Find(name) is { } p
            ? ["-c", Product, name, $"{p.M}", $"{p.N}", $"{p.K}", p.TransposeA ? "1" : "0", time]
            : [_program, "--threads", $"{threads}", "--only", name, "--seconds", time];
        return Child.Run(_python, arguments, threads).Select(Result.Parse).OfType<Result>().First();
    }
}
