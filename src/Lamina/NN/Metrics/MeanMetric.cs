namespace Lamina.NN;

/// <summary>A metric that is the mean of a number for each sample.</summary>
/// <remarks>Formula: <c>Σ wᵢ·vᵢ / Σ wᵢ</c> over all samples of all batches, where vᵢ is the mean of the sample's
/// values; 0 before the first batch, and where all weights are 0.</remarks>
public abstract record MeanMetric : Metric
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction) =>
        [new("total", []), new("count", [])];

    /// <summary>The values of each sample: [batch] or [batch, ..].</summary>
    /// <param name="target">What is true.</param>
    /// <param name="prediction">What was predicted.</param>
    public abstract Tensor PerSample(Tensor target, Tensor prediction);

    /// <inheritdoc/>
    public sealed override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(state);
        var values = PerSample(target, prediction).Cast(DType.Float32);
        if (sampleWeight is null)
        {
            var samples = MeanOfRest(values, 1);
            return [state[0] + samples.Sum(), state[1] + samples.Shape.Size];
        }

        var weights = sampleWeight.Cast(DType.Float32);
        if (Counted(target, values)?.Cast(DType.Float32) is { } counted)
        {
            (counted, weights) = Ranks.Match(counted, weights);
            weights *= counted;
        }

        (values, weights) = Ranks.Match(values, weights);
        values = MeanOfRest(values, weights.Rank);
        weights = weights.BroadcastTo(values.Shape);
        return [state[0] + MeanOfRest(values * weights, 1).Sum(), state[1] + MeanOfRest(weights, 1).Sum()];
    }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Ratio(state[0], state[1]);
    }

    /// <summary>True for the values whose weights count, where weights are given; all when null.</summary>
    private protected virtual Tensor? Counted(Tensor target, Tensor values) => null;

    // The mean over all axes behind the first few.
    private static Tensor MeanOfRest(Tensor x, int kept) =>
        x.Rank <= kept ? x : x.Mean([.. Enumerable.Range(kept, x.Rank - kept)]);
}
