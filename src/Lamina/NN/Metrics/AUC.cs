using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The area under a curve over all thresholds: 1 for predictions that separate positives from negatives, ½, for
/// <see cref="AucCurve.ROC"/>, for those of a guess.</summary>
/// <remarks>
/// <para>Shapes: target and prediction [batch, ..], predictions from 0 to 1 → a number. With
/// <see cref="MultiLabel"/> [batch, labels] → the mean of the areas of the labels.</para>
/// <para>Source: for precision over recall, J. Davis and M. Goadrich, "The Relationship Between Precision-Recall and
/// ROC Curves", ICML 2006.</para>
/// </remarks>
public sealed record AUC : ConfusionCurve
{
    /// <summary>Makes one.</summary>
    /// <param name="numThresholds">How many thresholds there are, evenly spaced from 0 to 1; greater than 1.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="summationMethod">How the area is added up.</param>
    /// <param name="thresholds">The thresholds between 0 and 1 instead of evenly spaced ones.</param>
    /// <param name="multiLabel">Whether each label has a curve of its own.</param>
    /// <param name="numLabels">How many labels there are, if each has its curve; that of the predictions when
    /// null.</param>
    /// <param name="labelWeights">How much each label counts; all alike when null.</param>
    /// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AUC(
        int numThresholds = 200,
        AucCurve curve = AucCurve.ROC,
        AucSummation summationMethod = AucSummation.Interpolation,
        ValueList<double>? thresholds = null,
        bool multiLabel = false,
        int? numLabels = null,
        ValueList<double>? labelWeights = null,
        bool fromLogits = false)
    {
        NumThresholds = thresholds is null ? numThresholds : thresholds.Count + 2;
        (Curve, SummationMethod, Thresholds) = (curve, summationMethod, thresholds);
        (MultiLabel, NumLabels, LabelWeights, FromLogits) = (multiLabel, numLabels, labelWeights, fromLogits);
        if (numLabels is not null && !multiLabel)
        {
            throw new ArgumentException("AUC needs numLabels only with multiLabel.", nameof(numLabels));
        }
    }

    /// <summary>How many thresholds there are: evenly spaced from 0 to 1, or the given ones and two ends.</summary>
    public int NumThresholds
    {
        get => Thresholds is null ? field : Thresholds.Count + 2;
        init => field = value > 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(NumThresholds), $"NumThresholds needs a number greater than 1; it was given {value}.");
    }

    /// <summary>The curve.</summary>
    public AucCurve Curve { get; init; }

    /// <summary>How the area is added up.</summary>
    public AucSummation SummationMethod { get; init; }

    /// <summary>The thresholds between 0 and 1 instead of evenly spaced ones.</summary>
    public ValueList<double>? Thresholds { get; init => field = Guard.Fractions(value); }

    /// <summary>Whether each label has a curve of its own.</summary>
    public bool MultiLabel { get; init; }

    /// <summary>How many labels there are, if each has its curve; that of the predictions when null.</summary>
    public int? NumLabels { get; init => field = Guard.Positive(value); }

    /// <summary>How much each label counts; all alike when null.</summary>
    public ValueList<double>? LabelWeights { get; init; }

    /// <summary>Whether predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; init; }

    private protected override Cutoffs Cutoffs => Cutoffs.Covering(Thresholds, NumThresholds);

    private protected override bool IsByLabel => MultiLabel;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction)
    {
        if (MultiLabel && (prediction.Rank != 2 || prediction[1] != (NumLabels ?? prediction[1])))
        {
            throw Mismatch.Shapes(
                $"AUC with MultiLabel needs predictions [batch, {(NumLabels is { } n ? $"{n}" : "labels")}].",
                ("prediction", prediction));
        }

        if (LabelWeights is { } weights && weights.Count != prediction[^1])
        {
            throw Mismatch.Shapes(
                $"AUC needs as many LabelWeights ({weights.Count}) as labels ({prediction[^1]}).",
                ("prediction", prediction));
        }

        return base.StateFor(target, prediction);
    }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var areas = AucArea.Of(state, Curve, SummationMethod).Sum(0);
        return !MultiLabel ? areas
            : LabelWeights is { } weights
                ? Ratio((areas * Weights(weights)).Sum(), Tensor.Scalar(weights.Sum()))
                : areas.Mean();
    }

    private protected override Tensor Prepared(Tensor prediction) => FromLogits ? prediction.Sigmoid() : prediction;

    // Labels that have one curve together differ by their weights.
    private protected override Tensor? WeightsFor(Shape prediction, Tensor? sampleWeight)
    {
        var weights = base.WeightsFor(prediction, sampleWeight);
        var labels = MultiLabel || LabelWeights is null ? null : Weights(LabelWeights).BroadcastTo(prediction);
        return weights is null || labels is null ? weights ?? labels : weights * labels;
    }

    private static Tensor Weights(ValueList<double> weights) =>
        Tensor.From(weights.AsSpan(), [weights.Count]).Cast(DType.Float32);
}
