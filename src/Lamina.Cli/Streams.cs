using Lamina.NN;

namespace Lamina.Cli;

/// <summary>A stream of text, and what it ends in.</summary>
/// <param name="Writer">Takes the text.</param>
/// <param name="IsTerminal">Whether it is seen by a person: lines may be drawn over themselves, in colours.</param>
internal sealed record TextStream(TextWriter Writer, bool IsTerminal)
{
    private const int ColumnsOfFiles = 100;

    /// <summary>Characters in a line.</summary>
    public int Columns => IsTerminal ? Terminal.Columns : ColumnsOfFiles;

    /// <summary>Writes a line.</summary>
    public void WriteLine(string line = "") => Writer.WriteLine(line);
}

/// <summary>Where a command writes.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Errors and, when the results are for a program, all that is written for people.</param>
internal sealed record Streams(TextStream Output, TextStream Error)
{
    /// <summary>The console.</summary>
    public static Streams OfThisProcess()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Streams(
            new TextStream(Console.Out, !Console.IsOutputRedirected && !isDumb),
            new TextStream(Console.Error, !Console.IsErrorRedirected && !isDumb));
    }
}
