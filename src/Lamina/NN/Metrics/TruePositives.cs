namespace Lamina.NN;

/// <summary>How many positive targets that are predicted positive, weighted; for each threshold.</summary>
/// <remarks>Shapes: target and prediction [batch, ..] → a number, or [thresholds] if there are several.</remarks>
public sealed record TruePositives : ConditionCount
{
    /// <summary>Makes one.</summary>
    /// <param name="thresholds">What a prediction must exceed to be positive, from 0 to 1; ½ when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is not from 0 to 1.</exception>
    public TruePositives(ValueList<double>? thresholds = null)
        : base(thresholds)
    {
    }

    private protected override Tensor[] Chosen(ConfusionCounts counts) => [counts.TruePositives];
}
