namespace Lamina.NN;

/// <summary>Cross-entropy of yes-no answers in which easy samples count little.</summary>
/// <remarks>
/// <para>Formula: with q the probability given to what is true, <c>(1 − q)ᵞ</c> times the binary cross-entropy, and
/// times α for the answer 1 and 1 − α for 0 if asked; mean over the axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// <para>Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017.</para>
/// </remarks>
public sealed record BinaryFocalCrossentropy : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="applyClassBalancing">Whether α and 1 − α weigh the answers 1 and 0.</param>
    /// <param name="alpha">The weight α of the answer 1.</param>
    /// <param name="gamma">The exponent γ: how little easy samples count; 0 or more.</param>
    /// <param name="fromLogits">Whether the predictions are logits rather than probabilities.</param>
    /// <param name="labelSmoothing">How far targets are moved towards all answers alike: from 0 to 1.</param>
    /// <param name="axis">The axis of the mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public BinaryFocalCrossentropy(
        bool applyClassBalancing = false,
        double alpha = 0.25,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1) =>
        (ApplyClassBalancing, Alpha, Gamma, FromLogits, LabelSmoothing, Axis) =
        (applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis);

    /// <summary>Whether the predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>How far targets are moved towards all answers alike: from 0 to 1.</summary>
    public double LabelSmoothing { get; init => field = Guard.Fraction(value); }

    /// <summary>The axis of the mean.</summary>
    public int Axis { get; init; }

    /// <summary>Whether α and 1 − α weigh the answers 1 and 0.</summary>
    public bool ApplyClassBalancing { get; init; }

    /// <summary>The weight α of the answer 1.</summary>
    public double Alpha { get; init; }

    /// <summary>The exponent γ: how little easy samples count; 0 or more.</summary>
    public double Gamma { get; init => field = Guard.NonNegative(value); }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        target = CrossEntropy.SmoothedBinary(target, LabelSmoothing);
        var p = FromLogits ? prediction.Sigmoid() : prediction;
        var missed = 1 - ((target * p) + ((1 - target) * (1 - p)));
        var loss = CrossEntropy.Power(missed, Gamma) * CrossEntropy.Binary(target, p, fromLogits: false);
        loss = ApplyClassBalancing ? ((target * Alpha) + ((1 - target) * (1 - Alpha))) * loss : loss;
        return loss.Mean(Axis);
    }
}
