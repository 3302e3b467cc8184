using Lamina.Execution;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Samples in memory, checked once, and fed to steps batch by batch.</summary>
internal sealed class BatchFeed
{
    private readonly Model _model;
    private readonly RowSource[] _inputs;
    private readonly RowSource[] _targets;
    private readonly RowSource? _weights;

    public BatchFeed(Model model, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, Tensor? sampleWeight, IReadOnlyList<Loss?> losses, string prefix = "")
    {
        DataChecks.Lengths(model, x, y, sampleWeight, prefix);
        _model = model;
        _inputs = [.. x.Select(tensor => new RowSource(tensor))];
        _targets = [.. y.Select(tensor => new RowSource(tensor))];
        _weights = sampleWeight is null ? null : new RowSource(sampleWeight);
        Count = x[0].Shape[0];
        Signature = string.Join(' ', _inputs.Concat(_targets).Append(_weights).Select(source => source is null ? "" : TypeOf(source)));
        for (var i = 0; i < x.Count; i++)
        {
            DataChecks.Finite(_inputs[i].Tensor, DataChecks.NameOf(prefix + "x", i, x.Count));
        }

        for (var i = 0; i < y.Count; i++)
        {
            var name = DataChecks.NameOf(prefix + "y", i, y.Count);
            DataChecks.Finite(_targets[i].Tensor, name);
            DataChecks.Labels(losses[i], _targets[i].Tensor, model.Outputs[i].Shape, name);
        }
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>What a compiled step depends on besides the batch size: the types of inputs, targets and weights.</summary>
    public string Signature { get; }

    public IReadOnlyList<Shape> TargetShapes => [.. _targets.Select(target => target.Tensor.Shape)];

    /// <summary>The parameters of a step on batches of one size: inputs, targets, sample weights.</summary>
    public (Tensor[] Inputs, Tensor[] Targets, Tensor? Weights) Parameters(int batchSize)
    {
        var position = 0;
        var inputs = _inputs.Select((source, i) => Next(source, $"x{i}", _model.Inputs[i].DType)).ToArray();
        var targets = _targets.Select((source, i) => Next(source, $"y{i}", TargetDType(source))).ToArray();
        return (inputs, targets, _weights is null ? null : Next(_weights, "sample_weight", DType.Float32));

        Tensor Next(RowSource source, string name, DType dtype) =>
            new Parameter(new TensorType(source.Tensor.Shape.With(0, batchSize), dtype), name, position++).Of();
    }

    /// <summary>Feeds the samples of some numbers.</summary>
    public void Feed(PlanRun step, ReadOnlySpan<int> rows)
    {
        var position = 0;
        foreach (var source in _inputs)
        {
            step.Feed(position++, source, rows);
        }

        foreach (var source in _targets)
        {
            step.Feed(position++, source, rows);
        }

        if (_weights is not null)
        {
            step.Feed(position, _weights, rows);
        }
    }

    private static string TypeOf(RowSource source) =>
        (source.Tensor.Type with { Shape = source.Tensor.Shape.With(0, Shape.Unknown) }).ToString();

    // Class numbers stay integers; all else is computed with as float32.
    private static DType TargetDType(RowSource source) => source.Tensor.DType.IsInteger ? DType.Int32 : DType.Float32;
}
