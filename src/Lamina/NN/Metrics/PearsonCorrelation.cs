namespace Lamina.NN;

/// <summary>The mean of the linear correlation between target and prediction: from −1 to 1.</summary>
/// <remarks>
/// <para>Formula: <c>mean((t − t̄)·(p − p̄)) / (σ(t)·σ(p))</c> along the axis; 10⁻⁷ is added to each σ, so the correlation with a
/// constant is 0.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
/// <param name="Axis">The axis along which target and prediction are compared.</param>
public sealed record PearsonCorrelation(int Axis = -1) : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        (target, prediction) = Ranks.Align(target, prediction.Cast(DType.Float32));
        return (Standard(target) * Standard(prediction)).Mean(Axis);
    }

    // Less the mean, in units of the standard deviation.
    private Tensor Standard(Tensor x)
    {
        var centred = x - x.Mean(Axis, keepDims: true);
        return centred / (centred.Square().Mean(Axis, keepDims: true).Sqrt() + 1e-7);
    }
}
