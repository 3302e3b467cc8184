namespace Lamina.NN;

/// <summary>The mean of intersection over union of true and predicted places of the classes 0 and 1.</summary>
/// <remarks>
/// <para>Formula: <c>tp / (tp + fp + fn)</c> for each class; a prediction is of class 1 from the threshold on.</para>
/// <para>Shapes: target of 0 and 1, and prediction, [batch, ..] → a number.</para>
/// </remarks>
public sealed record BinaryIoU : ConfusionTable
{
    /// <summary>Makes one.</summary>
    /// <param name="targetClassIds">The classes whose mean is taken; both when null.</param>
    /// <param name="threshold">The least prediction of class 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is neither 0 nor 1.</exception>
    public BinaryIoU(ValueList<int>? targetClassIds = null, double threshold = 0.5) =>
        (TargetClassIds, Threshold) = (targetClassIds ?? [0, 1], threshold);

    /// <summary>The classes whose mean is taken: 0, 1 or both.</summary>
    public ValueList<int> TargetClassIds { get; init => field = Guard.Classes(value, Classes); }

    /// <summary>The least prediction of class 1.</summary>
    public double Threshold { get; init; }

    private protected override int Classes => 2;

    private protected override ValueList<int>? Averaged => TargetClassIds;

    private protected override Tensor PredictedClasses(Tensor prediction) =>
        (prediction.Cast(DType.Float32) >= (float)Threshold).Cast(DType.Int32);
}
