namespace Lamina.NN;

/// <summary>A harmonic mean of precision and recall in which recall counts β times as much.</summary>
/// <remarks>
/// <para>Formula: <c>(1 + β²)·precision·recall / (β²·precision + recall)</c> for each class; 0 where both are.</para>
/// <para>Shapes: target of 0 and 1, and prediction, [batch, classes] → [classes], or a number with an average.</para>
/// <para>Source: C. J. van Rijsbergen, Information Retrieval, 2nd ed., 1979.</para>
/// </remarks>
public sealed record FBetaScore : FScore
{
    /// <summary>Makes one.</summary>
    /// <param name="average">How the scores of classes become one; each by itself when null.</param>
    /// <param name="beta">How many times as much recall counts as precision; greater than 0.</param>
    /// <param name="threshold">What a prediction must exceed to be positive, above 0 and at most 1; when null, the
    /// largest of each sample is.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FBetaScore(Averaging? average = null, double beta = 1, double? threshold = null)
        : base(average, threshold) => Beta = beta;

    /// <summary>How many times as much recall counts as precision; greater than 0.</summary>
    public double Beta { get; init => field = Guard.Positive(value); }

    private protected override string DefaultName => "fbeta_score";

    private protected override double Weight => Beta;
}
