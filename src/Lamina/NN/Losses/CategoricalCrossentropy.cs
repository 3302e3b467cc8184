namespace Lamina.NN;

/// <summary>Cross-entropy between one-hot (or any) class probabilities and predicted ones.</summary>
/// <remarks>
/// <para>Formula: <c>−Σ t·ln p</c> along the axis; predictions are divided by their sum and limited to [10⁻⁷, 1 −
/// 10⁻⁷]. From logits: <c>ln p = log softmax</c>.</para>
/// <para>Label smoothing s makes <c>t·(1 − s) + s/classes</c> of t.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record CategoricalCrossentropy : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="fromLogits">Whether the predictions are logits rather than probabilities.</param>
    /// <param name="labelSmoothing">How far targets are moved towards all answers alike: from 0 to 1.</param>
    /// <param name="axis">The axis of the classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CategoricalCrossentropy(bool fromLogits = false, double labelSmoothing = 0, int axis = -1) =>
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, labelSmoothing, axis);

    /// <summary>Whether the predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>How far targets are moved towards all answers alike: from 0 to 1.</summary>
    public double LabelSmoothing { get; init => field = Guard.Fraction(value); }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; init; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        target = CrossEntropy.Smoothed(target, LabelSmoothing);
        return -(target * CrossEntropy.LogProbability(prediction, FromLogits, Axis)).Sum(Axis);
    }
}
