using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;
using Reshape = Lamina.NN.Reshape;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Applies layers to placeholders, and keeps what shapes the trials give.</summary>
internal sealed class LayerPlacer(IReadOnlyList<Trial> trials, ImportNames names)
{
    private readonly Dictionary<KerasTensor, Shape[]> _trials = [];
    private readonly Dictionary<(KerasTensor, AxisView), KerasTensor> _materialized = [];

    /// <summary>The trials.</summary>
    public IReadOnlyList<Trial> Trials => trials;

    /// <summary>For each layer the initializers that its weights come from; null for those that no single one gives.</summary>
    public Dictionary<Layer, IReadOnlyList<string?>> Origins { get; } = [];

    /// <summary>The names of layers.</summary>
    public ImportNames Names => names;

    /// <summary>The size of a batch that the file says, where batches of other sizes are tried.</summary>
    public int? FreedBatch { get; init; }

    /// <summary>Whether the first axis of a placeholder is the batch.</summary>
    public bool IsSampled(KerasTensor tensor) => tensor.Shape.Rank > 0
        && _trials[tensor].Zip(trials).All(pair => pair.First[0] == pair.Second.Batch);

    /// <summary>The shape of a placeholder in each trial.</summary>
    public Shape[] TrialsOf(KerasTensor tensor) => _trials[tensor];

    /// <summary>Notes the shapes of a placeholder in the trials.</summary>
    public void Note(KerasTensor tensor, Shape[] shapes) => _trials[tensor] = shapes;

    /// <summary>The value that a placeholder holds as it is.</summary>
    public LayerValue ValueOf(KerasTensor tensor) => ValueOf(tensor, AxisView.Identity(tensor.Shape.Rank));

    /// <summary>The value that a placeholder holds in some order of axes.</summary>
    public LayerValue ValueOf(KerasTensor tensor, AxisView view) => new(tensor, view, [.. _trials[tensor].Select(view.Outer)]);

    /// <summary>Applies a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="weights">Its weights, in its own order.</param>
    public IReadOnlyList<KerasTensor> Place(Layer layer, IReadOnlyList<KerasTensor> inputs, params IReadOnlyList<GivenValue> weights)
    {
        var outputs = layer.Apply(inputs);
        if (weights.Count > 0)
        {
            layer.SetWeights([.. weights.Select(weight => weight.Value)]);
            Origins[layer] = [.. weights.Select(weight => weight.Initializer)];
        }

        var shapes = outputs.All(output => output.Shape.Rank > 0 && output.Shape[0] == Shape.Unknown && output.Shape[1..].IsKnown)
            && inputs.All(IsSampled)
            ? [.. trials.Select(trial => outputs.Select(output => output.Shape.With(0, trial.Batch)).ToArray())]
            : trials.Select((_, i) => Try(layer, inputs, i)).ToArray();
        for (var i = 0; i < outputs.Count; i++)
        {
            _trials[outputs[i]] = [.. shapes.Select(tried => tried[i])];
        }

        return outputs;
    }

    /// <summary>Applies a layer of one input and one output.</summary>
    public KerasTensor Place(Layer layer, KerasTensor input, params IReadOnlyList<GivenValue> weights) =>
        Place(layer, [input], weights)[0];

    /// <summary>A placeholder that holds a value as it is; null where its first axis is not that of the placeholder.</summary>
    public KerasTensor? TryMaterialize(LayerValue value)
    {
        if (value.View.IsIdentity)
        {
            return value.Tensor;
        }

        if (value.Rank == 0 || value.View[0] != 0)
        {
            return null;
        }

        if (_materialized.TryGetValue((value.Tensor, value.View), out var known))
        {
            return known;
        }

        int[] order = [.. value.View.Axes.Where(axis => axis >= 0)];
        var tensor = value.Tensor;
        if (!order.SequenceEqual(Enumerable.Range(0, order.Length)))
        {
            tensor = Place(new Permute(new PermuteConfig { Name = names.Unique("permute"), Dims = [.. order[1..]] }), tensor);
        }

        return value.View.Axes.Contains(-1)
            ? Reshaped(tensor, value.Trials) is { } reshaped ? _materialized[(value.Tensor, value.View)] = reshaped : null
            : _materialized[(value.Tensor, value.View)] = tensor;
    }

    /// <summary>A placeholder whose samples have another shape; null where more than one axis of it is open.</summary>
    /// <param name="tensor">The placeholder.</param>
    /// <param name="to">The new shape in each trial, with the batch.</param>
    public KerasTensor? Reshaped(KerasTensor tensor, IReadOnlyList<Shape> to)
    {
        // Of reshapes one behind the other, the last one says it all.
        while (!_trials[tensor].SequenceEqual(to) && tensor.Call.Layer is Reshape or Flatten && tensor.Call.Inputs is [var before])
        {
            tensor = before;
        }

        if (_trials[tensor].SequenceEqual(to))
        {
            return tensor;
        }

        Shape sample = [.. Enumerable.Range(1, to[0].Rank - 1).Select(axis =>
            to.All(shape => shape[axis] == to[0][axis]) ? to[0][axis] : Shape.Unknown)];
        return sample.Count(length => length == Shape.Unknown) > 1 || sample.Contains(0) ? null
            : sample.Rank == 1 && tensor.Shape.Rank > 2
            ? Place(new Flatten(new FlattenConfig { Name = names.Unique("flatten") }), tensor)
            : Place(new Reshape(new ReshapeConfig { Name = names.Unique("reshape"), TargetShape = sample }), tensor);
    }

    private Shape[] Try(Layer layer, IReadOnlyList<KerasTensor> inputs, int trial)
    {
        Tensor[] given = [.. inputs.Select((input, i) =>
            new Parameter(new TensorType(_trials[input][trial], input.DType), $"x{i}", i).Of())];
        using var scope = Tracer.Enter(layer.Name);
        return [.. layer.CallAt(given, new CallContext(training: false) { IsProbe = true }, CallArguments.None).Select(y => y.Shape)];
    }
}
