namespace Lamina.NN;

/// <summary>The mean, over all classes, of intersection over union of true and predicted places.</summary>
/// <remarks>
/// <para>Formula: <c>tp / (tp + fp + fn)</c> for each class; classes that occur nowhere do not count.</para>
/// <para>Shapes: target and prediction [batch, ..] of classes, or [batch, .., classes]
/// where they are not sparse → a number.</para>
/// </remarks>
public sealed record MeanIoU : ConfusionTable
{
    /// <summary>Makes one.</summary>
    /// <param name="numClasses">How many classes there are.</param>
    /// <param name="ignoreClass">A class of targets that does not count; none when null.</param>
    /// <param name="sparseYTrue">Whether targets are classes, rather than a number for each.</param>
    /// <param name="sparseYPred">Whether predictions are classes, rather than a number for each.</param>
    /// <param name="axis">The axis of classes where there is a number for each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MeanIoU(
        int numClasses,
        int? ignoreClass = null,
        bool sparseYTrue = true,
        bool sparseYPred = true,
        int axis = -1)
    {
        NumClasses = numClasses;
        IgnoreClass = ignoreClass;
        SparseYTrue = sparseYTrue;
        SparseYPred = sparseYPred;
        Axis = axis;
    }

    /// <summary>How many classes there are; greater than 0.</summary>
    public int NumClasses { get; init => field = Guard.Positive(value); }

    /// <summary>A class of targets that does not count, such as 255 for the border of objects; none when null.</summary>
    public int? IgnoreClass { get; init; }

    /// <summary>Whether targets are classes, rather than a number for each.</summary>
    public bool SparseYTrue { get; init; }

    /// <summary>Whether predictions are classes, rather than a number for each.</summary>
    public bool SparseYPred { get; init; }

    /// <summary>The axis of classes where there is a number for each.</summary>
    public int Axis { get; init; }

    private protected override int Classes => NumClasses;

    private protected override ValueList<int>? Averaged => null;

    private protected override int? Ignored => IgnoreClass;

    private protected override Tensor TargetClasses(Tensor target) =>
        SparseYTrue ? base.TargetClasses(target) : Largest("target", target, Axis);

    private protected override Tensor PredictedClasses(Tensor prediction) =>
        SparseYPred ? base.PredictedClasses(prediction) : Largest("prediction", prediction, Axis);
}
