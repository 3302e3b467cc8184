using System.Globalization;

namespace Lamina.Cli.Tests;

/// <summary>A command line, run within this process.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] args) => Of(CancellationToken.None, args);

    public static CommandRun Of(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var streams = new Streams(new TextStream(output, IsTerminal: false), new TextStream(error, IsTerminal: false));
        var code = new App(streams, cancellation).Run(args);
        return new CommandRun(code, Clean(output), Clean(error));
    }

    private static string Clean(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n");
}
