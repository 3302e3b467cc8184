using System.Globalization;

namespace Lamina.Benchmarks;

/// <summary>What the command line asks for: a verb, names, and options with values.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _names = [];

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or has no value.</exception>
    public Options(IReadOnlyList<string> arguments, params ReadOnlySpan<string> known)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                _names.Add(arguments[i]);
                continue;
            }

            var name = arguments[i][2..];
            if (!known.Contains(name))
            {
                throw new ArgumentException($"There is no option --{name}; there are --{string.Join(", --", known!)}.");
            }

            _values[name] = ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"--{name} needs a value.");
        }
    }

    /// <summary>What is not an option.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The workloads to run: those named by <c>--only</c>, where <c>W</c> or <c>G1</c> names all of their kind;
    /// all, without it.</summary>
    /// <exception cref="ArgumentException">A name is that of none.</exception>
    public string[] Only(IReadOnlyList<string> all)
    {
        var wanted = Text("only")?.Split(',') ?? [];
        return Array.Find(wanted, name => !all.Any(x => Matches(x, name))) is { } unknown
            ? throw new ArgumentException($"There is no workload '{unknown}'; there are {string.Join(", ", all)}.")
            : [.. all.Where(name => wanted.Length == 0 || wanted.Any(x => Matches(name, x)))];
    }

    /// <summary>The numbers of threads.</summary>
    public int[] Threads(string fallback) =>
        [.. (Text("threads") ?? fallback).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>A text; null if it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A number.</summary>
    public double Number(string name, double fallback) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    private static bool Matches(string name, string wanted) =>
        name == wanted || (wanted.Length == 1 && name.StartsWith(wanted, StringComparison.Ordinal))
        || name.StartsWith(wanted + "-", StringComparison.Ordinal);
}
