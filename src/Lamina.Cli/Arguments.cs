using System.CommandLine;

namespace Lamina.Cli;

/// <summary>The words of a command line that are no options.</summary>
internal static class Arguments
{
    /// <summary>A word that the parser does not insist on: what its absence means is said by the verb.</summary>
    public static Argument<string?> Optional(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The words given; null for those that are absent.</summary>
    /// <exception cref="UsageException">One looks like an option that the verb does not have.</exception>
    public static string?[] Read(ParseResult parsed, params Argument<string?>[] arguments)
    {
        string?[] words = [.. arguments.Select(argument => parsed.GetValue(argument))];
        return Array.Find(words, word => word is ['-', ..]) is { } option
            ? throw App.Unknown(option, parsed.CommandResult.Command)
            : words;
    }
}
