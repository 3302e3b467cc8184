namespace Lamina.NN;

/// <summary>The curve under which <see cref="AUC"/> measures the area.</summary>
public enum AucCurve
{
    /// <summary>Receiver operating characteristic: recall over the share of negatives taken for positive.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,
}

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
