namespace Lamina;

/// <summary>Where two vectors must overlap to be correlated.</summary>
public enum CorrelateMode
{
    /// <summary>Wholly.</summary>
    Valid,

    /// <summary>As often as the longer one has elements, in the middle.</summary>
    Same,

    /// <summary>At one element at least.</summary>
    Full,
}
