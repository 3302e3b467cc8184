namespace Lamina.NN;

/// <summary>The mean of <see cref="SparseCategoricalCrossentropy"/>.</summary>
/// <param name="FromLogits">Whether predictions are logits rather than probabilities.</param>
/// <param name="IgnoreClass">A class whose samples do not count; none when null.</param>
/// <param name="Axis">The axis of the classes.</param>
public sealed record SparseCategoricalCrossentropyMetric(bool FromLogits = false, int? IgnoreClass = null, int Axis = -1) : LossMetric
{
    /// <inheritdoc/>
    protected override Loss Loss =>
        new SparseCategoricalCrossentropy(FromLogits, IgnoreClass, Axis) { Reduction = Reduction.None };

    private protected override Tensor? Counted(Tensor target, Tensor values) =>
        IgnoreClass is { } ignored ? target.NotEqualTo(ignored).Reshape(values.Shape) : null;
}
