namespace Lamina.NN;

/// <summary>The best recall at which the precision is still large enough, among evenly spaced thresholds;
/// 0 if at none.</summary>
/// <remarks>
/// <para>Formula: <c>recall = tp / (tp + fn)</c> and <c>precision = tp / (tp + fp)</c>.</para>
/// <para>Shapes: target and prediction [batch, ..], predictions from 0 to 1 → a number.</para>
/// </remarks>
public sealed record RecallAtPrecision : ConstrainedMetric
{
    /// <summary>Makes one.</summary>
    /// <param name="precision">The least precision; from 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, evenly spaced from 0 to 1; greater than 0.</param>
    /// <param name="classId">The only class that is looked at, a place on the last axis; all when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RecallAtPrecision(double precision, int numThresholds = 200, int? classId = null)
        : base(numThresholds, classId) => Precision = precision;

    /// <summary>The least precision; from 0 to 1.</summary>
    public double Precision { get; init => field = Guard.Fraction(value); }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Best(RecallOf(state), PrecisionOf(state), Precision);
    }
}
