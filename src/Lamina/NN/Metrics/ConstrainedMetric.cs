namespace Lamina.NN;

/// <summary>The best of one quantity among the thresholds at which another is large enough.</summary>
public abstract record ConstrainedMetric : ConfusionCurve
{
    /// <summary>Sets what all of them have.</summary>
    /// <param name="numThresholds">How many thresholds are tried, evenly spaced from 0 to 1; greater than 0.</param>
    /// <param name="classId">The only class that is looked at; all when null.</param>
    protected ConstrainedMetric(int numThresholds, int? classId) => (NumThresholds, ClassId) = (numThresholds, classId);

    /// <summary>How many thresholds are tried, evenly spaced from 0 to 1; greater than 0.</summary>
    public int NumThresholds { get; init => field = Guard.Positive(value); }

    /// <summary>The only class that is looked at, a place on the last axis; all when null.</summary>
    public int? ClassId { get; init => field = Guard.NonNegative(value); }

    private protected override Cutoffs Cutoffs => Cutoffs.Even(NumThresholds);

    private protected override int? OnlyClass => ClassId;

    /// <summary>The largest value where the other is at least the bound; 0 where it nowhere is.</summary>
    private protected static Tensor Best(Tensor value, Tensor other, double bound)
    {
        // More than the float32 before the bound: in float32 the same as at least the bound, and in float64 a quotient
        // that float32 would round to the bound passes as well.
        var isAllowed = other > MathF.BitDecrement((float)bound);
        return Tensor.Where(isAllowed, value, 0).Max();
    }
}
