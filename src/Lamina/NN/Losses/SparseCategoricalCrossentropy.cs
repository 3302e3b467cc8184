namespace Lamina.NN;

/// <summary>Cross-entropy between integer classes and predicted class probabilities.</summary>
/// <remarks>
/// <para>Formula: <c>−ln p[class]</c>; predictions are divided by their sum and limited to [10⁻⁷, 1 − 10⁻⁷]. From
/// logits: <c>ln p = log softmax</c>.</para>
/// <para>Shapes: target [batch, ..] or [batch, .., 1] and prediction [batch, .., classes] → [batch, ..]. A class
/// outside 0..classes−1 gives 0.</para>
/// </remarks>
public sealed record SparseCategoricalCrossentropy : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="fromLogits">Whether the predictions are logits rather than probabilities.</param>
    /// <param name="ignoreClass">A class whose samples do not count, such as padding; none when null.</param>
    /// <param name="axis">The axis of the classes.</param>
    public SparseCategoricalCrossentropy(bool fromLogits = false, int? ignoreClass = null, int axis = -1) =>
        (FromLogits, IgnoreClass, Axis) = (fromLogits, ignoreClass, axis);

    /// <summary>Whether the predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>A class whose samples do not count, such as padding; none when null.</summary>
    public int? IgnoreClass { get; init; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; init; }

    private protected override Tensor Converted(Tensor target, DType dtype) => target.Cast(DType.Int32);

    private protected override Tensor? Counted(Tensor target, Tensor values) =>
        IgnoreClass is { } ignored ? target.NotEqualTo(ignored).Reshape(values.Shape) : null;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        var labels = CrossEntropy.Labels(target, prediction);
        var isClass = CrossEntropy.IsClass(nameof(SparseCategoricalCrossentropy), labels, prediction, Axis);
        if (IgnoreClass is { } ignored)
        {
            isClass &= labels.NotEqualTo(ignored).ExpandDims(prediction.Shape.NormalizeAxis(Axis));
        }

        var logarithm = CrossEntropy.LogProbability(prediction, FromLogits, Axis);
        return -Tensor.Where(isClass, logarithm, 0).Sum(Axis);
    }
}
