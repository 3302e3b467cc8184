namespace Lamina.NN;

/// <summary>The mean of <see cref="BinaryCrossentropy"/>.</summary>
/// <param name="FromLogits">Whether predictions are logits rather than probabilities.</param>
/// <param name="LabelSmoothing">How far targets are drawn to ½; from 0 to 1.</param>
public sealed record BinaryCrossentropyMetric(bool FromLogits = false, double LabelSmoothing = 0) : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss =>
        new BinaryCrossentropy(FromLogits, LabelSmoothing) { Reduction = Reduction.None };
}
