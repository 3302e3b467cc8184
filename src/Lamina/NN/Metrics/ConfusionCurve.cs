namespace Lamina.NN;

/// <summary>A metric made of all four counts at many thresholds.</summary>
public abstract record ConfusionCurve : ConfusionMetric
{
    private protected sealed override IReadOnlyList<string> Kept =>
        ["true_positives", "false_positives", "true_negatives", "false_negatives"];

    private protected sealed override Tensor[] Chosen(ConfusionCounts counts) =>
        [counts.TruePositives, counts.FalsePositives, counts.TrueNegatives, counts.FalseNegatives];

    /// <summary>Of what is positive, the share predicted so.</summary>
    private protected static Tensor RecallOf(Tensor[] state) => Ratio(state[0], state[0] + state[3]);

    /// <summary>Of what is predicted positive, the share that is.</summary>
    private protected static Tensor PrecisionOf(Tensor[] state) => Ratio(state[0], state[0] + state[1]);

    /// <summary>Of what is negative, the share predicted so.</summary>
    private protected static Tensor SpecificityOf(Tensor[] state) => Ratio(state[2], state[2] + state[1]);
}
