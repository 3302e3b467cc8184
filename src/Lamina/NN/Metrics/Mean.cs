namespace Lamina.NN;

/// <summary>The weighted mean of values; within a model, of the predictions.</summary>
/// <remarks>Shapes: values [batch, ..]; the values of one sample are averaged first. The target is not looked
/// at.</remarks>
public sealed record Mean : MeanMetric
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction) => prediction;

    /// <summary>The state after one more batch of values.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="values">The values.</param>
    /// <param name="sampleWeight">How much each counts; all alike when null.</param>
    public Tensor[] Update(Tensor[] state, Tensor values, Tensor? sampleWeight = null) =>
        Update(state, values, values, sampleWeight);
}
