namespace Lamina.NN;

/// <summary>What becomes of the loss of each sample.</summary>
public enum Reduction
{
    /// <summary>Nothing: each stays on its own.</summary>
    None,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum, divided by their number; weights do not enter the divisor.</summary>
    SumOverBatchSize,

    /// <summary>The same as <see cref="SumOverBatchSize"/>.</summary>
    Mean,

    /// <summary>Their sum, divided by the sum of the weights.</summary>
    MeanWithSampleWeight,
}
