namespace Lamina.NN;

/// <summary>The best specificity at which the sensitivity, which is recall, is still large enough,
/// among evenly spaced thresholds; 0 if at none.</summary>
/// <remarks>
/// <para>Formula: <c>specificity = tn / (tn + fp)</c> and <c>recall = tp / (tp + fn)</c>.</para>
/// <para>Shapes: target and prediction [batch, ..], predictions from 0 to 1 → a number.</para>
/// </remarks>
public sealed record SpecificityAtSensitivity : ConstrainedMetric
{
    /// <summary>Makes one.</summary>
    /// <param name="sensitivity">The least sensitivity; from 0 to 1.</param>
    /// <param name="numThresholds">How many thresholds are tried, evenly spaced from 0 to 1; greater than 0.</param>
    /// <param name="classId">The only class that is looked at, a place on the last axis; all when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public SpecificityAtSensitivity(double sensitivity, int numThresholds = 200, int? classId = null)
        : base(numThresholds, classId) => Sensitivity = sensitivity;

    /// <summary>The least sensitivity; from 0 to 1.</summary>
    public double Sensitivity { get; init => field = Guard.Fraction(value); }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Best(SpecificityOf(state), RecallOf(state), Sensitivity);
    }
}
