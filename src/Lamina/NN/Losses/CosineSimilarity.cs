namespace Lamina.NN;

/// <summary>The negative cosine of the angle between target and prediction: −1 for the same direction, 1 for the
/// opposite.</summary>
/// <remarks>
/// <para>Formula: <c>−Σ t·p / (‖t‖·‖p‖)</c> along the axis; a length below 10⁻⁷ counts as 10⁻⁷, so the loss of a zero
/// vector is 0.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record CosineSimilarity : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="axis">The axis of the vectors.</param>
    public CosineSimilarity(int axis = -1) => Axis = axis;

    /// <summary>The axis of the vectors.</summary>
    public int Axis { get; init; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return -(target * prediction).Sum(Axis) * InverseLength(target) * InverseLength(prediction);

        Tensor InverseLength(Tensor x) => Tensor.Maximum(x.Square().Sum(Axis), Epsilon * Epsilon).Rsqrt();
    }
}
