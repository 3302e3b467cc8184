namespace Lamina;

/// <summary>Shapes do not fit together; the message names the rule, the shapes and the layer.</summary>
public sealed class ShapeMismatchException : ArgumentException
{
    /// <summary>Makes one without a message.</summary>
    public ShapeMismatchException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public ShapeMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what caused it.</summary>
    public ShapeMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Element types do not fit together; the message names the rule, the types and the layer.</summary>
public sealed class DTypeMismatchException : ArgumentException
{
    /// <summary>Makes one without a message.</summary>
    public DTypeMismatchException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public DTypeMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and what caused it.</summary>
    public DTypeMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
