using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>A metric at work: the output that it watches, and its variables.</summary>
internal sealed class MetricEntry
{
    private readonly Metric _metric;

    public MetricEntry(Metric metric, int output, bool isWeighted, string name, Shape target, Shape prediction)
    {
        _metric = metric.Resolve(target, prediction);
        (Output, IsWeighted, Name) = (output, isWeighted, name);
        State = [.. _metric.StateFor(target, prediction).Select(x => new Variable(x.Name, $"{name}/{x.Name}", x.Shape, DType.Float32, trainable: false))];
    }

    public int Output { get; }

    public bool IsWeighted { get; }

    public string Name { get; }

    public Variable[] State { get; }

    public Tensor Result => _metric.Result(Values);

    private Tensor[] Values => [.. State.Select(variable => variable.Value)];

    public IEnumerable<Update> Update(Tensor target, Tensor prediction, Tensor? weights, Tensor? mask)
    {
        // Keras lets a mask count only together with weights, and only in means.
        if (weights is not null && mask is not null && _metric is MeanMetric)
        {
            (mask, weights) = Ranks.Match(mask.Cast(DType.Float32), weights.Cast(DType.Float32));
            weights *= mask;
        }

        var next = _metric.Update(Values, target, prediction.StopGradient(), weights);
        return State.Zip(next, (variable, value) => new Update(variable, value.Cast(DType.Float32)));
    }
}
