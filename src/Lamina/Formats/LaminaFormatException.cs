namespace Lamina;

/// <summary>A file does not hold what its format demands, or holds what Lamina cannot represent; the message names the
/// file, the rule, the numbers and, where there is one, the remedy.</summary>
/// <remarks>Every reader throws this one for bad content. That a file is missing or may not be opened is told by .NET's
/// own exceptions.</remarks>
public sealed class LaminaFormatException : IOException
{
    /// <summary>Makes one without a message.</summary>
    public LaminaFormatException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public LaminaFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what caused it.</summary>
    public LaminaFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
