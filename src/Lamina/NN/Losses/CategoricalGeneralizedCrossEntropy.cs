namespace Lamina.NN;

/// <summary>Between cross-entropy and mean absolute error: less disturbed by wrong labels.</summary>
/// <remarks>
/// <para>Formula: with p the probability predicted for the class, <c>(1 − p^q)/q</c>.</para>
/// <para>Shapes: integer target [batch, ..] or [batch, .., 1] and prediction [batch, .., classes] → [batch, ..].</para>
/// <para>Source: Z. Zhang and M. R. Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural Networks with
/// Noisy Labels", NeurIPS 2018.</para>
/// </remarks>
public sealed record CategoricalGeneralizedCrossEntropy : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="q">From 0 (cross-entropy) to 1 (mean absolute error), both excluded.</param>
    public CategoricalGeneralizedCrossEntropy(double q = 0.5) => Q = q;

    /// <summary>From 0 (cross-entropy) to 1 (mean absolute error), both excluded.</summary>
    public double Q { get; init; }

    private protected override Tensor Converted(Tensor target, DType dtype) => target.Cast(DType.Int32);

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        var labels = CrossEntropy.Labels(target, prediction);
        var isClass = CrossEntropy.IsClass(nameof(CategoricalGeneralizedCrossEntropy), labels, prediction, -1);
        return (1 - Tensor.Where(isClass, prediction, 0).Sum(-1).Pow(Q)) / Q;
    }
}
