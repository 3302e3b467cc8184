namespace Lamina.NN;

/// <summary>How the scores of several classes become one.</summary>
public enum Averaging
{
    /// <summary>One score of the counts of all classes together.</summary>
    Micro,

    /// <summary>The plain mean.</summary>
    Macro,

    /// <summary>The mean, weighted by how often each class is true.</summary>
    Weighted,
}
