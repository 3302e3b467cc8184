using System.Diagnostics;
using System.Globalization;

namespace Lamina.Benchmarks;

/// <summary>Runs this program again, or another, and gives what it prints line by line.</summary>
internal static class Child
{
    /// <summary>Runs this program with a number of threads.</summary>
    public static IEnumerable<string> Run(int threads, params IReadOnlyList<string> arguments)
    {
        // Started by `dotnet program.dll`, the process is dotnet.
        var path = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(path) == "dotnet";
        return Run(path, isHost ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments, threads);
    }

    /// <summary>Runs a program; its errors go to this program's.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public static IEnumerable<string> Run(string program, IReadOnlyList<string> arguments, int threads)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["LAMINA_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            yield return line;
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with the code {process.ExitCode}.");
        }
    }
}
