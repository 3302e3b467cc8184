namespace Lamina.NN;

/// <summary>How the scores of several outputs become one.</summary>
public enum ClassAggregation
{
    /// <summary>The plain mean.</summary>
    UniformAverage,

    /// <summary>The mean, weighted by the spread of each output's targets.</summary>
    VarianceWeightedAverage,
}
