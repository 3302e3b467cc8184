namespace Lamina.Formats.Keras;

/// <summary>A configuration in Keras's form cannot be read; the message names the class and the argument.</summary>
public sealed class KerasFormatException : FormatException
{
    /// <summary>Makes one without a message.</summary>
    public KerasFormatException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public KerasFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what caused it.</summary>
    public KerasFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
