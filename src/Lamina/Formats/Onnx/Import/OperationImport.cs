using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Makes a layer of an operator that none of Keras's layers does.</summary>
/// <param name="graph">The graph.</param>
/// <param name="values">What names stand for.</param>
/// <param name="placer">Where layers are placed.</param>
internal sealed class OperationImport(ImportGraph graph, ValueTable values, LayerPlacer placer)
{
    // Operators by whose operands networks learn; what others are given in the file is a part of what they do.
    private static readonly HashSet<string> Learning =
    [
        "MatMul", "Gemm", "Scan", "Conv", "ConvTranspose", "Add", "Sub", "Mul", "Div", "PRelu", "Einsum", "Gather", "LSTM", "GRU", "RNN",
        "BatchNormalization", "InstanceNormalization", "LayerNormalization", "GroupNormalization",
    ];

    private readonly Dictionary<string, LayerValue> _inputs = [];
    private readonly Dictionary<string, Tensor> _given = [];
    private readonly Dictionary<string, ProgramWeight> _weights = [];
    private readonly List<OnnxNode> _nodes = [];

    /// <summary>Makes the layer of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isOwn">Whether the node stands in no file, so that all it gives is wanted.</param>
    public void Import(OnnxNode node, bool isOwn = false)
    {
        Collect(node);
        OnnxNode[] nodes = [.. _nodes];
        ProgramEnd[] inputs = [.. _inputs.Select(input => new ProgramEnd(input.Key, input.Value.View))];
        string[] wanted = [.. node.Output.Where((_, i) => isOwn || graph.IsRead(node, i))];
        var program = ProgramOf(nodes, inputs, [.. wanted.Select(name => new ProgramEnd(name, default))]);
        var tried = placer.Trials.Select((_, trial) => Try(program, wanted, trial)).ToArray();
        AxisView[] views = [.. wanted.Select((_, i) => ViewOf([.. tried.Select(types => types[i].Shape)]))];
        program = ProgramOf(nodes, inputs, [.. wanted.Zip(views, (name, view) => new ProgramEnd(name, view))]);
        KerasTensor[] tensors = [.. _inputs.Values.Select(value => value.Tensor)];
        var gives = views.Select((view, i) => (
            Common([.. tried.Select(types => view.Inner(types[i].Shape))]), tried[0][i].DType)).ToArray();
        var name = placer.Names.For(node, [.. _weights.Keys]);
        var layer = new OnnxLayer(
            new OnnxLayerConfig { Name = name, Program = program }, [.. tensors.Select(tensor => tensor.Shape)], gives);
        var outputs = layer.Apply(tensors);
        placer.Origins[layer] = [.. _weights.Keys];
        for (var i = 0; i < outputs.Count; i++)
        {
            placer.Note(outputs[i], [.. tried.Select(types => views[i].Inner(types[i].Shape))]);
            values[wanted[i]] = placer.ValueOf(outputs[i], views[i]);
        }
    }

    // With all nodes that compute something of shapes alone: the layer computes it for the shapes that it is given.
    private void Collect(OnnxNode node)
    {
        foreach (var (name, place) in node.Input.Select((name, place) => (name, place)).Where(input => input.name.Length > 0))
        {
            if (_inputs.ContainsKey(name) || _given.ContainsKey(name) || _weights.ContainsKey(name))
            {
                continue;
            }

            switch (values[name])
            {
                case LayerValue layer:
                    _inputs[name] = layer;
                    break;
                case GivenValue given when IsWeight(node, place, given):
                    _weights[name] = new ProgramWeight(name, given.Value, !IsStatistic(node, place));
                    break;
                case GivenValue given:
                    _given[name] = given.Value;
                    break;
                case ShapeValue shape when !_nodes.Contains(shape.Node):
                    Collect(shape.Node);
                    break;
            }
        }

        _nodes.Add(node);
    }

    private OnnxProgram ProgramOf(OnnxNode[] nodes, ProgramEnd[] inputs, ProgramEnd[] outputs) => new()
    {
        Inputs = inputs,
        Outputs = outputs,
        Nodes = nodes,
        Given = _given,
        Weights = [.. _weights.Values],
        Opset = graph.Opset,
        File = graph.File,
    };

    private TensorType[] Try(OnnxProgram program, string[] wanted, int trial)
    {
        var inputs = _inputs.Select((input, i) => new Parameter(
            new TensorType(placer.TrialsOf(input.Value.Tensor)[trial], input.Value.Tensor.DType), input.Key, i).Of()).ToArray();
        var outputs = program.Run(inputs, [.. _weights.Values.Select(weight => weight.Value)], asTheyAre: true);
        return [.. wanted.Select((_, i) => outputs[i].Type)];
    }

    // The tensor has the batch first, wherever ONNX has it.
    private AxisView ViewOf(Shape[] shapes)
    {
        var rank = shapes[0].Rank;
        if (shapes.Any(shape => shape.Rank != rank) || placer.Trials.All(trial => trial.Batch == placer.Trials[0].Batch))
        {
            return AxisView.Identity(rank);
        }

        var batch = Enumerable.Range(0, rank).FirstOrDefault(
            axis => placer.Trials.Select((trial, i) => shapes[i][axis] == trial.Batch).All(isBatch => isBatch), -1);
        return batch <= 0
            ? AxisView.Identity(rank)
            : new AxisView([.. Enumerable.Range(0, rank).Select(axis => axis == batch ? 0 : axis < batch ? axis + 1 : axis)]);
    }

    private static Shape Common(Shape[] shapes) =>
        [.. shapes[0].Select((length, axis) => shapes.All(shape => shape[axis] == length) ? length : Shape.Unknown)];

    private static bool IsWeight(OnnxNode node, int place, GivenValue given) =>
        given.Initializer is not null && Learning.Contains(node.OpType) && given.Value.DType.IsFloat && given.Value.Shape.Size > 1
        && (node.OpType is not "Gather" || place == 0) && IsFinite(given.Value);

    // Means and variances that a training only follows.
    private static bool IsStatistic(OnnxNode node, int place) => node.OpType == "BatchNormalization" && place > 2;

    private static bool IsFinite(Tensor value) => value.Data() is float[] numbers
        ? Array.TrueForAll(numbers, float.IsFinite)
        : Array.TrueForAll(value.ToArray<double>(), double.IsFinite);
}
