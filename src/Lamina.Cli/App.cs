using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Lamina.Cli.Verbs;
using Lamina.NN;

namespace Lamina.Cli;

/// <summary>The command <c>lamina</c>: finds the verb, and turns what goes wrong into text and exit code.</summary>
internal sealed class App(Streams streams, CancellationToken cancellation)
{
    private const int HelpColumns = 100;

    /// <summary>Runs one command line.</summary>
    /// <returns>0: done; 1: failed; 2: the command line or a file given cannot be used.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            var parsed = Root().Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (parsed.Action is null or ParseErrorAction)
            {
                Check(parsed, args);
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = streams.Output.Writer,
                Error = streams.Error.Writer,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (UsageException exception)
        {
            return Fail(2, exception.Message, exception.Word, args);
        }
        catch (Exception exception) when (exception is LaminaFormatException or ArgumentException or FileNotFoundException)
        {
            return Fail(2, exception.Message, null, args);
        }
        catch (OperationCanceledException)
        {
            return Fail(1, "cancelled.", null, args);
        }
        catch (Exception exception) when (!AppContext.TryGetSwitch("Lamina.Cli.Throw", out var isOn) || !isOn)
        {
            return Fail(1, exception.Message, null, args);
        }
    }

    private Command Root()
    {
        var help = new HelpOption();
        ((HelpAction)help.Action!).MaxWidth = HelpColumns;
        return new Command("lamina", "Deep learning for .NET: trains neural networks, and uses what they have learned.")
        {
            new TrainVerb(streams, cancellation).ToCommand(),
            new EvaluateVerb(streams, cancellation).ToCommand(),
            new PredictVerb(streams).ToCommand(),
            new SummaryVerb(streams).ToCommand(),
            new ConvertVerb(streams).ToCommand(),
            new InspectVerb(streams).ToCommand(),
            help,
            new VersionOption(),
        };
    }

    private int Fail(int code, string message, string? word, IReadOnlyList<string> args)
    {
        streams.Error.Writer.Write(Complaint.About(message, word, args).ReplaceLineEndings(streams.Error.Writer.NewLine));
        return code;
    }

    private static void Check(ParseResult parsed, IReadOnlyList<string> args)
    {
        var command = parsed.CommandResult.Command;
        if (args.Count == 0)
        {
            throw new UsageException("lamina needs a verb, such as: lamina train digits\n  hint: lamina --help lists all.");
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            throw Unknown(parsed.UnmatchedTokens[0], command);
        }

        if (parsed.Errors.Count == 0)
        {
            return;
        }

        var error = parsed.Errors[0];
        if (error.SymbolResult is OptionResult { Tokens.Count: 0, IdentifierToken.Value: var option })
        {
            throw new UsageException($"option '{option}' needs a value.", option);
        }

        if (error.SymbolResult is OptionResult { IdentifierTokenCount: > 1 } repeated)
        {
            throw new UsageException($"option '{repeated.Option.Name}' is given {repeated.IdentifierTokenCount} times.", repeated.Option.Name);
        }

        throw new UsageException(error.Message, error.SymbolResult?.Tokens is [.., var last] ? last.Value : null);
    }

    /// <summary>What to say about a word that nothing in the command expects.</summary>
    internal static UsageException Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        if (!isOption && command.Subcommands.Count == 0)
        {
            return new UsageException($"{command.Name} does not know what to do with '{word}'.\n  hint: lamina {command.Name} --help", word);
        }

        var (kind, known) = isOption
            ? ("option", command.Options.Select(option => option.Name))
            : ("verb", command.Subcommands.Select(verb => verb.Name));
        return new UsageException(Suggestion.Unknown(kind, word, known).Message, word);
    }
}
