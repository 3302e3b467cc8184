namespace Lamina.NN;

/// <summary>Which way a metric gets better.</summary>
public enum MetricDirection
{
    /// <summary>Neither is known: a mean or a sum of something.</summary>
    Unknown,

    /// <summary>Smaller is better: errors, losses.</summary>
    Lower,

    /// <summary>Larger is better: accuracies, scores.</summary>
    Higher,
}
