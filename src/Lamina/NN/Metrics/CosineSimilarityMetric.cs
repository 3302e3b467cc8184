namespace Lamina.NN;

/// <summary>The mean of the cosine of the angle between target and prediction: 1 for the same direction.</summary>
/// <remarks>
/// <para>Formula: <c>Σ t·p / (‖t‖·‖p‖)</c> along the axis; it has the opposite sign of the loss
/// <see cref="CosineSimilarity"/>.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
/// <param name="Axis">The axis of the vectors.</param>
public sealed record CosineSimilarityMetric(int Axis = -1) : LossMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    protected override Loss Loss => new CosineSimilarity(Axis) { Reduction = Reduction.None };

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction) => -base.PerSample(target, prediction);
}
