namespace Lamina.NN;

/// <summary>The loss became NaN or infinite. The weights are those of the last step with a finite loss.</summary>
public sealed class NotFiniteException : ArithmeticException
{
    /// <summary>Makes one without a message.</summary>
    public NotFiniteException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public NotFiniteException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what caused it.</summary>
    public NotFiniteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
