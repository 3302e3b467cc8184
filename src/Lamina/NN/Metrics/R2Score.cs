namespace Lamina.NN;

/// <summary>The coefficient of determination: the share of the targets' spread that predictions explain.</summary>
/// <remarks>
/// <para>Formula: <c>R² = 1 − Σ w·(t − p)² / Σ w·(t − t̄)²</c> for each output over all batches; 0 where the targets do
/// not vary. With k regressors and n samples seen: <c>1 − (1 − R²)·(n − 1)/(n − k − 1)</c>, where n − 1 exceeds k.</para>
/// <para>Shapes: target and prediction [batch, outputs], weights [batch] or [batch, 1] → a number, or [outputs] without
/// aggregation. NaN before the first batch.</para>
/// </remarks>
/// <param name="ClassAggregation">How the scores of outputs become one; each by itself when null.</param>
/// <param name="NumRegressors">For the adjusted score, how many inputs the model has; 0 for the plain one.</param>
public sealed record R2Score(
    ClassAggregation? ClassAggregation = ClassAggregation.UniformAverage, int NumRegressors = 0) : Metric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <summary>For the adjusted score, how many inputs the model has; 0 for the plain one.</summary>
    public int NumRegressors { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(NumRegressors);

    /// <inheritdoc/>
    public override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction)
    {
        var outputs = Ranks.Outputs(nameof(R2Score), target, prediction);
        return
        [
            new("num_samples", []), new("squared_sum", [outputs]), new("sum", [outputs]), new("residual", [outputs]),
            new("count", [outputs]),
        ];
    }

    /// <inheritdoc/>
    public override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prediction);
        (target, prediction) = Ranks.Align(target, prediction.Cast(DType.Float32));
        _ = Ranks.Outputs(nameof(R2Score), target.Shape, prediction.Shape);
        var weights = sampleWeight?.Cast(DType.Float32) ?? Tensor.Scalar(1);
        weights = (weights.Rank == 1 ? weights.ExpandDims(-1) : weights).BroadcastTo(target.Shape);
        var weighted = target * weights;
        return
        [
            state[0] + target.Shape[0],
            state[1] + (target * weighted).Sum(0),
            state[2] + weighted.Sum(0),
            state[3] + ((target - prediction).Square() * weights).Sum(0),
            state[4] + weights.Sum(0),
        ];
    }

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var total = state[1] - (state[2] * state[2] / state[4]);
        var scores = 1 - (state[3] / total);
        scores = Tensor.Where(scores.Abs().EqualTo(double.PositiveInfinity), 0, scores);
        var score = ClassAggregation switch
        {
            NN.ClassAggregation.UniformAverage => scores.Mean(),
            NN.ClassAggregation.VarianceWeightedAverage => (total * scores).Sum() / total.Sum(),
            _ => scores,
        };
        return NumRegressors == 0 ? score : Adjusted(score, state[0]);
    }

    // With too few samples, the plain score.
    private Tensor Adjusted(Tensor score, Tensor count)
    {
        var free = count - (NumRegressors + 1);
        return Tensor.Where(free > 0, 1 - ((1 - score) * (count - 1) / Tensor.Maximum(free, 1)), score);
    }
}
