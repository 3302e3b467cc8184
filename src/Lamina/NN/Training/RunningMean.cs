using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>The mean of a number over the batches so far, weighted by their sizes.</summary>
internal sealed class RunningMean(string name)
{
    private readonly Variable _total = new("total", $"{name}/total", Shape.Scalar, DType.Float32, trainable: false);
    private readonly Variable _count = new("count", $"{name}/count", Shape.Scalar, DType.Float32, trainable: false);

    public string Name { get; } = name;

    public IEnumerable<Variable> State => [_total, _count];

    public Tensor Mean => _total.Value / Tensor.Maximum(_count.Value, 1);

    public IEnumerable<Update> Add(Tensor value, int batchSize) =>
    [
        new Update(_total, _total.Value + value.Cast(DType.Float32) * batchSize),
        new Update(_count, _count.Value + batchSize),
    ];
}
