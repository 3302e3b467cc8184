namespace Lamina.NN;

/// <summary>The curve under which <see cref="AUC"/> measures the area.</summary>
public enum AucCurve
{
    /// <summary>Receiver operating characteristic: recall over the share of negatives taken for positive.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,
}
