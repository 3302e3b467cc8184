namespace Lamina;

/// <summary>How a value that is put into a tensor is joined with what is there.</summary>
public enum ScatterReduction
{
    /// <summary>It takes its place.</summary>
    Replace,

    /// <summary>It is added.</summary>
    Add,

    /// <summary>The larger one stays.</summary>
    Max,

    /// <summary>The smaller one stays.</summary>
    Min,

    /// <summary>Both are multiplied.</summary>
    Multiply,
}
