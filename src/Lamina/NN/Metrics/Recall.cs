namespace Lamina.NN;

/// <summary>Of what is positive, the share that is predicted so.</summary>
/// <remarks>
/// <para>Formula: <c>tp / (tp + fn)</c>, weighted; 0 where there is none.</para>
/// <para>Shapes: target and prediction [batch, ..] → a number, or [thresholds] if there are several.</para>
/// </remarks>
public sealed record Recall : ConfusionMetric
{
    /// <summary>Makes one.</summary>
    /// <param name="thresholds">What a prediction must exceed to be positive, from 0 to 1; ½ when null.</param>
    /// <param name="topK">How many of the largest predictions of each sample may be positive; then, without thresholds,
    /// all of them are.</param>
    /// <param name="classId">The only class that is looked at, a place on the last axis; all when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A threshold is not from 0 to 1, or another number is out of
    /// range.</exception>
    public Recall(ValueList<double>? thresholds = null, int? topK = null, int? classId = null) =>
        (Thresholds, TopK, ClassId) = (thresholds, topK, classId);

    /// <summary>What a prediction must exceed to be positive, from 0 to 1; ½ when null.</summary>
    public ValueList<double>? Thresholds { get; init => field = Guard.Fractions(value); }

    /// <summary>How many of the largest predictions of each sample may be positive; all when null.</summary>
    public int? TopK { get; init => field = Guard.Positive(value); }

    /// <summary>The only class that is looked at, a place on the last axis; all when null.</summary>
    public int? ClassId { get; init => field = Guard.NonNegative(value); }

    private protected override Cutoffs Cutoffs => Cutoffs.Of(Thresholds, TopK is null ? 0.5 : Precision.BelowAll);

    private protected override IReadOnlyList<string> Kept => ["true_positives", "false_negatives"];

    private protected override int? Largest => TopK;

    private protected override int? OnlyClass => ClassId;

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return OneOrAll(Ratio(state[0], state[0] + state[1]));
    }

    private protected override Tensor[] Chosen(ConfusionCounts counts) => [counts.TruePositives, counts.FalseNegatives];
}
