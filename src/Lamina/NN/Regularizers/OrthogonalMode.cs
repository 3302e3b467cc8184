namespace Lamina.NN;

/// <summary>What <see cref="OrthogonalRegularizer"/> wants to be orthogonal.</summary>
public enum OrthogonalMode
{
    /// <summary>The rows of the weight.</summary>
    Rows,

    /// <summary>The columns of the weight.</summary>
    Columns,
}
