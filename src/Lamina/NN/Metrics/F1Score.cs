namespace Lamina.NN;

/// <summary>The harmonic mean of precision and recall.</summary>
/// <remarks>
/// <para>Formula: <c>2·precision·recall / (precision + recall)</c> for each class; 0 where both are.</para>
/// <para>Shapes: target of 0 and 1, and prediction, [batch, classes] → [classes], or a number with an average.</para>
/// </remarks>
public sealed record F1Score : FScore
{
    /// <summary>Makes one.</summary>
    /// <param name="average">How the scores of classes become one; each by itself when null.</param>
    /// <param name="threshold">What a prediction must exceed to be positive, above 0 and at most 1; when null, the
    /// largest of each sample is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of range.</exception>
    public F1Score(Averaging? average = null, double? threshold = null)
        : base(average, threshold)
    {
    }

    private protected override double Weight => 1;
}
