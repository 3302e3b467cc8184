namespace Lamina.NN;

/// <summary>A metric that is the mean of a loss, with the loss's own handling of shapes and dtypes.</summary>
public abstract record LossMetric : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Lower;

    /// <summary>The loss, unreduced.</summary>
    protected abstract Loss Loss { get; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction) => Loss.Call(target, prediction);
}
