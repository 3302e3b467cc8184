namespace Lamina.NN;

/// <summary>The mean of <see cref="CategoricalCrossentropy"/>.</summary>
/// <param name="FromLogits">Whether predictions are logits rather than probabilities.</param>
/// <param name="LabelSmoothing">How far targets are drawn to equal shares; from 0 to 1.</param>
/// <param name="Axis">The axis of the classes.</param>
public sealed record CategoricalCrossentropyMetric(bool FromLogits = false, double LabelSmoothing = 0, int Axis = -1) : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss =>
        new CategoricalCrossentropy(FromLogits, LabelSmoothing, Axis) { Reduction = Reduction.None };
}
