namespace Lamina;

/// <summary>What a quantile is that lies between two neighbours of the sorted elements.</summary>
public enum QuantileMethod
{
    /// <summary>As far between them as the share is.</summary>
    Linear,

    /// <summary>The lower one.</summary>
    Lower,

    /// <summary>The higher one.</summary>
    Higher,

    /// <summary>The mean of both.</summary>
    Midpoint,

    /// <summary>The nearer one; in the middle that of even place.</summary>
    Nearest,
}
