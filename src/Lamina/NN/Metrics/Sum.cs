namespace Lamina.NN;

/// <summary>The weighted sum of values; within a model, of the predictions.</summary>
/// <remarks>Shapes: values [batch, ..]. Where weights have fewer axes than values, the values behind are summed first.
/// The target is not looked at.</remarks>
public sealed record Sum : Metric
{
    /// <inheritdoc/>
    public override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction) => [new("total", [])];

    /// <inheritdoc/>
    public override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(prediction);
        var values = prediction.Cast(DType.Float32);
        if (sampleWeight is not null)
        {
            (values, var weights) = Ranks.Match(values, sampleWeight.Cast(DType.Float32));
            values = values.Rank > weights.Rank
                ? values.Sum([.. Enumerable.Range(weights.Rank, values.Rank - weights.Rank)])
                : values;
            values *= weights.BroadcastTo(values.Shape);
        }

        return [state[0] + values.Sum()];
    }

    /// <summary>The state after one more batch of values.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="values">The values.</param>
    /// <param name="sampleWeight">How much each counts; all alike when null.</param>
    public Tensor[] Update(Tensor[] state, Tensor values, Tensor? sampleWeight = null) =>
        Update(state, values, values, sampleWeight);

    /// <inheritdoc/>
    public override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state[0];
    }
}
