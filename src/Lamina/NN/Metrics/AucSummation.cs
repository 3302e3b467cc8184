namespace Lamina.NN;

/// <summary>How <see cref="AUC"/> adds up the area between neighbouring thresholds.</summary>
public enum AucSummation
{
    /// <summary>By the mean height; for <see cref="AucCurve.PR"/> by interpolating the counts.</summary>
    Interpolation,

    /// <summary>By the larger height.</summary>
    Majoring,

    /// <summary>By the smaller height.</summary>
    Minoring,
}
