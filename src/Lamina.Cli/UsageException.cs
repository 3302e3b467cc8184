namespace Lamina.Cli;

/// <summary>The command line asks for something that cannot be done: exit code 2.</summary>
/// <param name="message">The rule in one sentence, then details on lines of their own.</param>
/// <param name="word">The word of the command line that is wrong, if one is.</param>
internal sealed class UsageException(string message, string? word = null) : Exception(message)
{
    public string? Word { get; } = word;
}
