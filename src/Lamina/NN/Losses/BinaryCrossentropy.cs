namespace Lamina.NN;

/// <summary>Cross-entropy of yes-no answers: the negative logarithm of the probability given to what is true.</summary>
/// <remarks>
/// <para>Formula: <c>−(t·ln p + (1 − t)·ln(1 − p))</c>, mean over the axis; p is limited to [10⁻⁷, 1 − 10⁻⁷]. From
/// logits x: <c>max(x, 0) − x·t + ln(1 + e^(−|x|))</c>.</para>
/// <para>Label smoothing s makes <c>t·(1 − s) + ½s</c> of t.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record BinaryCrossentropy : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="fromLogits">Whether the predictions are logits rather than probabilities.</param>
    /// <param name="labelSmoothing">How far targets are moved towards all answers alike: from 0 to 1.</param>
    /// <param name="axis">The axis of the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public BinaryCrossentropy(bool fromLogits = false, double labelSmoothing = 0, int axis = -1) =>
        (FromLogits, LabelSmoothing, Axis) = (fromLogits, labelSmoothing, axis);

    /// <summary>Whether the predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>How far targets are moved towards all answers alike: from 0 to 1.</summary>
    public double LabelSmoothing { get; init => field = Guard.Fraction(value); }

    /// <summary>The axis of the mean.</summary>
    public int Axis { get; init; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        target = CrossEntropy.SmoothedBinary(target, LabelSmoothing);
        return CrossEntropy.Binary(target, prediction, FromLogits).Mean(Axis);
    }
}
