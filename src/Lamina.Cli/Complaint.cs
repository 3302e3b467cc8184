using System.Text;

namespace Lamina.Cli;

/// <summary>An error as it is printed: the sentence, the command line with the wrong word marked, the details.</summary>
internal static class Complaint
{
    public static string About(string message, string? word, IReadOnlyList<string> args)
    {
        var lines = message.ReplaceLineEndings("\n").Split('\n');
        var text = new StringBuilder($"error: {lines[0]}\n");
        if (word is not null && MarkLine(word, args) is { } marked)
        {
            text.Append(marked);
        }

        foreach (var line in lines.Skip(1))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string? MarkLine(string word, IReadOnlyList<string> args)
    {
        var line = new StringBuilder("  lamina");
        string? mark = null;
        foreach (var arg in args)
        {
            var shown = arg.Length == 0 || arg.Contains(' ', StringComparison.Ordinal) ? $"\"{arg}\"" : arg;
            line.Append(' ');

            // --epochs=x holds its value within the word.
            if (mark is null && (arg == word || arg.EndsWith("=" + word, StringComparison.Ordinal)))
            {
                mark = new string(' ', line.Length + shown.Length - (arg == word ? shown.Length : word.Length))
                    + new string('^', Math.Max(1, arg == word ? shown.Length : word.Length));
            }

            line.Append(shown);
        }

        return mark is null ? null : $"{line}\n{mark}\n";
    }
}
