namespace Lamina.NN;

/// <summary>Cross-entropy of classes in which easy samples count little.</summary>
/// <remarks>
/// <para>Formula: <c>−Σ α·(1 − p)ᵞ·t·ln p</c> along the axis; predictions are divided by their sum and limited to
/// [10⁻⁷, 1 − 10⁻⁷].</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// <para>Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017.</para>
/// </remarks>
public sealed record CategoricalFocalCrossentropy : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="alpha">The factor α of all classes.</param>
    /// <param name="gamma">The exponent γ: how little easy samples count; 0 or more.</param>
    /// <param name="fromLogits">Whether the predictions are logits rather than probabilities.</param>
    /// <param name="labelSmoothing">How far targets are moved towards all answers alike: from 0 to 1.</param>
    /// <param name="axis">The axis of the classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CategoricalFocalCrossentropy(
        double alpha = 0.25,
        double gamma = 2,
        bool fromLogits = false,
        double labelSmoothing = 0,
        int axis = -1) =>
        (Alpha, Gamma, FromLogits, LabelSmoothing, Axis) =
        (alpha, gamma, fromLogits, labelSmoothing, axis);

    /// <summary>Whether the predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>How far targets are moved towards all answers alike: from 0 to 1.</summary>
    public double LabelSmoothing { get; init => field = Guard.Fraction(value); }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; init; }

    /// <summary>The factor α of all classes.</summary>
    public double Alpha { get; init; }

    /// <summary>The exponent γ: how little easy samples count; 0 or more.</summary>
    public double Gamma { get; init => field = Guard.NonNegative(value); }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        target = CrossEntropy.Smoothed(target, LabelSmoothing);
        var p = FromLogits ? prediction.Softmax(Axis) : CrossEntropy.Normalized(prediction, Axis);
        var logarithm = CrossEntropy.Limited(p).Log();
        return -Alpha * (CrossEntropy.Power(1 - p, Gamma) * target * logarithm).Sum(Axis);
    }
}
