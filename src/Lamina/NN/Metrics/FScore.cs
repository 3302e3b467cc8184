namespace Lamina.NN;

/// <summary>A weighted harmonic mean of precision and recall.</summary>
public abstract record FScore : Metric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    private const double Epsilon = 1e-7;

    /// <summary>Sets what both have.</summary>
    /// <param name="average">How the scores of classes become one; each by itself when null.</param>
    /// <param name="threshold">What a prediction must exceed to be positive; when null, the largest of each sample
    /// is.</param>
    protected FScore(Averaging? average, double? threshold) => (Average, Threshold) = (average, threshold);

    /// <summary>How the scores of classes become one; each by itself when null.</summary>
    public Averaging? Average { get; init; }

    /// <summary>What a prediction must exceed to be positive, above 0 and at most 1; when null, the largest of each
    /// sample is.</summary>
    public double? Threshold
    {
        get;
        init => field = value is null ? null : Guard.Fraction(Guard.Positive(value.Value));
    }

    /// <summary>How many times as much recall counts as precision.</summary>
    private protected abstract double Weight { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction)
    {
        var outputs = Ranks.Outputs(KerasName, target, prediction);
        string[] names = ["true_positives", "false_positives", "false_negatives", "intermediate_weights"];
        return [.. names.Select(name => new MetricVariable(name, Average == Averaging.Micro ? [] : [outputs]))];
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prediction);
        (target, prediction) = Ranks.Align(target, prediction.Cast(DType.Float32));
        _ = Ranks.Outputs(KerasName, target.Shape, prediction.Shape);
        var positive = IsPositive(prediction).Cast(DType.Float32);
        var weights = sampleWeight?.Cast(DType.Float32).Reshape([-1, 1]);
        Tensor[] counts = [positive * target, positive * (1 - target), (1 - positive) * target, target];
        return [.. state.Zip(counts, (before, added) => before + Total(weights is null ? added : added * weights))];
    }

    /// <inheritdoc/>
    public sealed override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var precision = state[0] / (state[0] + state[1] + Epsilon);
        var recall = state[0] / (state[0] + state[2] + Epsilon);
        var squared = Weight * Weight;
        var score = precision * recall / ((squared * precision) + recall + Epsilon) * (1 + squared);
        return Average switch
        {
            null => score,
            Averaging.Weighted => (score * (state[3] / (state[3].Sum() + Epsilon))).Sum(),
            _ => score.Mean(),
        };
    }

    private Tensor Total(Tensor x) => Average == Averaging.Micro ? x.Sum() : x.Sum(0);

    // The largest of a sample without any prediction is nothing.
    private Tensor IsPositive(Tensor prediction) => Threshold is { } threshold
        ? prediction > (float)threshold
        : (prediction >= prediction.Max(-1, keepDims: true)) & (prediction.Abs() > 1e-9);
}
