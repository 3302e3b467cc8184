namespace Lamina.NN;

/// <summary>A layer that takes whole numbers below a limit, and can tell of data that hold others before a run does.</summary>
internal interface IIndexReader
{
    /// <exception cref="ArgumentException">A value is outside; the message says which and where.</exception>
    void CheckIndices(Tensor indices);
}
