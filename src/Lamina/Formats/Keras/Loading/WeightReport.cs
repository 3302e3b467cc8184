using System.Text;

namespace Lamina.NN;

/// <summary>What was loaded from a file: which variable was given which array, and how it was found.</summary>
/// <remarks>Print it with <c>Console.WriteLine(report)</c>.</remarks>
public sealed class WeightReport
{
    internal WeightReport(
        string file,
        IReadOnlyList<WeightMatch> matches,
        IReadOnlyList<string> problems,
        IReadOnlyList<string> notes) =>
        (File, Matches, Problems, Notes) = (file, matches, problems, notes);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The variables that were given arrays, in the order of the model; the optimizer's behind those of the
    /// layers.</summary>
    public IReadOnlyList<WeightMatch> Matches { get; }

    /// <summary>What was missing, left over or of another shape, a line each; empty unless mismatches were to be
    /// skipped.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What else is worth knowing: that there was no state of the optimizer, or why it was not taken.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>All as text, a line for each variable.</summary>
    public override string ToString()
    {
        var counts = Matches.CountBy(match => match.By)
            .OrderBy(pair => pair.Key)
            .Select(pair => $"{pair.Value} by {pair.Key.ToString().ToLowerInvariant()}");
        var text = new StringBuilder($"{File}: {Matches.Count} variables loaded");
        text.Append(Matches.Count == 0 ? "" : $": {string.Join(", ", counts)}");
        IEnumerable<string> lines =
            [.. Matches.Select(match => match.ToString()), .. Problems, .. Notes.Select(note => $"note: {note}")];
        foreach (var line in lines)
        {
            text.Append("\n  ").Append(line);
        }

        return text.ToString();
    }
}
