namespace Lamina.NN;

/// <summary>The share of labels that are predicted wrong, where a sample may have several labels.</summary>
/// <remarks>
/// <para>Formula: with 1 for a prediction above the threshold and 0 for another, the mean of <c>label ≠ prediction</c>
/// over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., labels] → [batch, ..].</para>
/// <para>Keras has no such metric.</para>
/// <para>Source: G. Tsoumakas and I. Katakis, "Multi-Label Classification: An Overview", IJDWM 3(3), 2007.</para>
/// </remarks>
/// <param name="Threshold">What a prediction must exceed to count as 1.</param>
public sealed record HammingLoss(double Threshold = 0.5) : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Lower;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        (target, prediction) = Ranks.Align(target, prediction);
        var wrong = target.Cast(DType.Bool).NotEqualTo(prediction > (float)Threshold);
        return wrong.Cast(DType.Float32).Mean(-1);
    }
}
