namespace Lamina.NN;

/// <summary>What targets are to predictions, by their shapes.</summary>
internal enum LabelKind
{
    /// <summary>One number for yes or no: the prediction's last axis is 1.</summary>
    Binary,

    /// <summary>The number of a class: the target has fewer axes, or its last is 1.</summary>
    Classes,

    /// <summary>A number for each class.</summary>
    Vectors,
}
