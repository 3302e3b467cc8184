using Lamina.Execution;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Checked samples as the parameters of a step: inputs, then targets, then weights of samples.</summary>
internal sealed class BatchData
{
    private readonly Model _model;
    private readonly RowSource[] _inputs;
    private readonly RowSource[] _targets;
    private readonly RowSource[] _weights;

    /// <summary>Takes samples that are checked already.</summary>
    /// <param name="model">The model that they are for.</param>
    /// <param name="x">A tensor for each entry of the plan.</param>
    /// <param name="y">A tensor for each output.</param>
    /// <param name="weights">None, one for all outputs, or one for each.</param>
    /// <param name="count">The number of samples; that of the first entry when null.</param>
    public BatchData(Model model, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y, IReadOnlyList<Tensor> weights, int? count = null)
    {
        _model = model;
        _inputs = [.. x.Select(tensor => new RowSource(tensor))];
        _targets = [.. y.Select(tensor => new RowSource(tensor))];
        _weights = [.. weights.Select(tensor => new RowSource(tensor))];
        Count = count ?? x[0].Shape[0];
        Signature = $"{Types(_inputs)} > {Types(_targets)} * {Types(_weights)}";
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>What a compiled step depends on besides the number of samples: the types of inputs, targets and weights.</summary>
    public string Signature { get; }

    public IReadOnlyList<Shape> TargetShapes => [.. _targets.Select(target => target.Tensor.Shape)];

    /// <summary>Checks samples and takes them.</summary>
    /// <exception cref="ArgumentException">They do not fit the model; the message says where.</exception>
    public static BatchData Check(Model model, IReadOnlyList<OutputSettings> outputs, IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> y,
        IReadOnlyList<Tensor> weights, string prefix, IReadOnlyDictionary<int, double>? classWeight = null)
    {
        DataChecks.Lengths(model, x, y, weights, prefix);
        weights = SampleWeights.Combine(weights, classWeight, y);
        (x, y) = ([.. x.Select(tensor => tensor.Evaluate())], [.. y.Select(tensor => tensor.Evaluate())]);
        DataChecks.Values(outputs, model, x, y, prefix);
        var entries = model.BeforePlan(x);
        DataChecks.Indices(model, entries);
        return new BatchData(model, entries, y, weights, x[0].Shape[0]);
    }

    /// <summary>The parameters of a step on batches of one size.</summary>
    public StepParameters Parameters(int batchSize)
    {
        var position = 0;
        var inputs = _inputs.Select((source, i) => Next(source, $"x{i}", _model.EntryDType(i, source.Tensor.DType))).ToArray();
        var targets = _targets.Select((source, i) => Next(source, $"y{i}", TargetDType(source, i))).ToArray();
        var weights = _weights.Select((source, i) => Next(source, $"sample_weight{i}", DType.Float32)).ToArray();
        return new StepParameters(inputs, targets, weights);

        Tensor Next(RowSource source, string name, DType dtype) =>
            new Parameter(new TensorType(source.Tensor.Shape.With(0, batchSize), dtype), name, position++).Of();
    }

    /// <summary>Feeds the samples of some numbers.</summary>
    public void Feed(GraphRun step, ReadOnlySpan<int> rows)
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

        foreach (var source in _weights)
        {
            step.Feed(position++, source, rows);
        }
    }

    private static string Types(RowSource[] sources) => string.Join(
        ' ', sources.Select(source => source.Tensor.Type with { Shape = source.Tensor.Shape.With(0, Shape.Unknown) }));

    // Class numbers stay integers; all else is computed with in the type of the output.
    private DType TargetDType(RowSource source, int output) => source.Tensor.DType.IsInteger ? DType.Int32
        : _model.Outputs[output].DType == DType.Float64 ? DType.Float64 : DType.Float32;
}

/// <summary>What a step is a function of.</summary>
/// <param name="Inputs">The inputs of the batch.</param>
/// <param name="Targets">The targets of the batch.</param>
/// <param name="Weights">None, one for all outputs, or one for each.</param>
internal sealed record StepParameters(Tensor[] Inputs, Tensor[] Targets, Tensor[] Weights);
