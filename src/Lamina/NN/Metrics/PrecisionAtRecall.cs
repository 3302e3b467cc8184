namespace Lamina.NN;

/// <summary>The best precision at which the recall is still large enough, among evenly spaced thresholds;
/// 0 if at none.</summary>
/// <remarks>
/// <para>Formula: <c>precision = tp / (tp + fp)</c> and <c>recall = tp / (tp + fn)</c>.</para>
/// <para>Shapes: target and prediction [batch, ..], predictions from 0 to 1 → a number.</para>
/// </remarks>
public sealed record PrecisionAtRecall : ConstrainedMetric
{
    /// <summary>Makes one.</summary>
    /// <param name="recall">The least recall; from 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, evenly spaced from 0 to 1; greater than 0.</param>
    /// <param name="classId">The only class that is looked at, a place on the last axis; all when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public PrecisionAtRecall(double recall, int numThresholds = 200, int? classId = null)
        : base(numThresholds, classId) => Recall = recall;

    /// <summary>The least recall; from 0 to 1.</summary>
    public double Recall { get; init => field = Guard.Fraction(value); }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Best(PrecisionOf(state), RecallOf(state), Recall);
    }
}
