namespace Lamina.NN;

/// <summary>The mean, over some classes, of intersection over union, where targets have a number for each class.</summary>
/// <remarks>
/// <para>Formula: <c>tp / (tp + fp + fn)</c> for each class; classes that occur nowhere do not count.</para>
/// <para>Shapes: target [batch, .., classes], prediction likewise,
/// or [batch, ..] of classes if they are sparse → a number.</para>
/// </remarks>
public sealed record OneHotIoU : ConfusionTable
{
    /// <summary>Makes one.</summary>
    /// <param name="numClasses">How many classes there are.</param>
    /// <param name="targetClassIds">The classes whose mean is taken.</param>
    /// <param name="ignoreClass">A class of targets that does not count; none when null.</param>
    /// <param name="sparseYPred">Whether predictions are classes, rather than a number for each.</param>
    /// <param name="axis">The axis of classes where there is a number for each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public OneHotIoU(
        int numClasses,
        ValueList<int> targetClassIds,
        int? ignoreClass = null,
        bool sparseYPred = false,
        int axis = -1)
    {
        NumClasses = numClasses;
        TargetClassIds = targetClassIds;
        IgnoreClass = ignoreClass;
        SparseYPred = sparseYPred;
        Axis = axis;
    }

    /// <summary>How many classes there are; greater than 0.</summary>
    public int NumClasses { get; init => field = Guard.Positive(value); }

    /// <summary>The classes whose mean is taken, each from 0 to below <see cref="NumClasses"/>.</summary>
    public ValueList<int> TargetClassIds { get; init => field = Guard.Classes(value, NumClasses); }

    /// <summary>A class of targets that does not count, such as 255 for the border of objects; none when null.</summary>
    public int? IgnoreClass { get; init; }

    /// <summary>Whether predictions are classes, rather than a number for each.</summary>
    public bool SparseYPred { get; init; }

    /// <summary>The axis of classes where there is a number for each.</summary>
    public int Axis { get; init; }

    private protected override int Classes => NumClasses;

    private protected override ValueList<int>? Averaged => TargetClassIds;

    private protected override int? Ignored => IgnoreClass;

    private protected override Tensor TargetClasses(Tensor target) => Largest("target", target, Axis);

    private protected override Tensor PredictedClasses(Tensor prediction) =>
        SparseYPred ? base.PredictedClasses(prediction) : Largest("prediction", prediction, Axis);
}
