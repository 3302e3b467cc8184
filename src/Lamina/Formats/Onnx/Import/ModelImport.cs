using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Puts a model together from a graph, for some trials of the lengths that are open.</summary>
internal sealed class ModelImport
{
    private readonly ImportGraph _graph;
    private readonly ModelInputs _inputs;
    private readonly ValueTable _values;
    private readonly LayerPlacer _placer;
    private readonly bool _isOpen;

    private ModelImport(ImportGraph graph, ModelInputs inputs, Trial[] trials, bool isOpen)
    {
        (_graph, _inputs, _isOpen) = (graph, inputs, isOpen);
        _values = new ValueTable(graph);
        _placer = new LayerPlacer(trials, new ImportNames()) { FreedBatch = isOpen ? inputs.FixedBatch : null };
    }

    /// <summary>The model of a graph.</summary>
    /// <remarks>A batch of a size that the file fixes is made free where the graph allows it.</remarks>
    /// <exception cref="LaminaFormatException">The nodes do not fit together.</exception>
    public static LoadedModel Run(ImportGraph graph)
    {
        var inputs = ModelInputs.Of(graph);
        LaminaFormatException? first = null;
        foreach (var isOpen in inputs.IsOpen ? (bool[])[true] : [true, false])
        {
            first = null;
            foreach (var trials in Trial.Pairs(isOpen ? null : inputs.FixedBatch, inputs.HasOpenAxes))
            {
                try
                {
                    return new ModelImport(graph, inputs, trials, isOpen).Import();
                }
                catch (LaminaFormatException e)
                {
                    // Other lengths, or the size of a batch that the file says, may hold where these do not.
                    first ??= e;
                }
            }
        }

        throw first!;
    }

    private LoadedModel Import()
    {
        var inputs = _inputs.Place(_placer, _values, _isOpen);

        // What stands in the file is known from the beginning, wherever its node stands.
        foreach (var node in _graph.Nodes.Where(node => node.Input.All(name => name.Length == 0 || _values.IsGiven(name))))
        {
            _values.Compute(node, _placer.Trials.Count, ShapeIn);
            _values.Done.Add(node);
        }

        foreach (var node in _graph.Nodes)
        {
            // A layer may have done this node along with one before it.
            if (!_values.Done.Contains(node))
            {
                _graph.File.Naming(node, () => Import(FreeBatch.Of(node, _values, _placer)));
            }
        }

        var model = new Model(inputs, Outputs(), _placer.Names.Unique(_graph.Graph.Name.Length > 0 ? _graph.Graph.Name : "model"));
        return new LoadedModel(model, new WeightReport(_graph.File.Name, Matches(model), [], Notes(model)));
    }

    // Which initializer became which variable.
    private WeightMatch[] Matches(Model model) =>
    [
        .. from layer in model.Layers
           from pair in layer.Weights.Zip(_placer.Origins.GetValueOrDefault(layer, []))
           where pair.Second is not null
           let dims = _graph.Initializers[pair.Second].Dims
           select new WeightMatch(
               pair.First.Path, pair.Second, WeightMatching.Path, pair.First.Shape,
               dims.SequenceEqual(pair.First.Shape.Select(axis => (long)axis)) ? null : $"from [{string.Join(", ", dims)}]"),
    ];

    private static string[] Notes(Model model)
    {
        var own = model.Layers.OfType<OnnxLayer>().Select(layer => layer.Config.Program.Operator).Distinct().Order(StringComparer.Ordinal).ToArray();
        return own.Length == 0 ? [] :
            [$"Keras has no layers for {string.Join(", ", own)}; the model predicts and trains with layers of its own for them, and is saved in no form of Keras."];
    }

    private bool Import(OnnxNode node)
    {
        var reads = node.Input.Where(name => name.Length > 0).Select(name => _values[name]).ToArray();
        if (node.OpType is "Shape" or "Size" || !reads.Any(value => value is LayerValue))
        {
            _values.Compute(node, _placer.Trials.Count, ShapeIn);
            return true;
        }

        var import = new NodeImport(node, _graph, _values, _placer);
        if (_placer.FreedBatch is not null)
        {
            SampleCheck.Refuse(import);
        }

        if (!LayerMapping.TryImport(import))
        {
            new OperationImport(_graph, _values, _placer).Import(node);
        }

        return true;
    }

    private static Shape ShapeIn(LayerValue value, int trial) => value.Trials[trial];

    private KerasTensor[] Outputs()
    {
        var given = new HashSet<KerasTensor>();
        return [.. _graph.Graph.Output.Select(output =>
        {
            var tensor = OutputOf(output.Name, _values[output.Name]);
            return tensor.Call.Layer is Input || !given.Add(tensor)
                ? _placer.Place(new IdentityLayer(new IdentityLayerConfig { Name = _placer.Names.Unique(output.Name) }), tensor)
                : tensor;
        })];
    }

    // The batch stands first, wherever ONNX has it.
    private KerasTensor OutputOf(string name, ImportedValue value)
    {
        if (value is not LayerValue layer || layer.Rank == 0)
        {
            throw _graph.File.Error($"the output '{name}' {(value is LayerValue ? "is a single number" : "does not depend on the inputs")};"
                + " Lamina's models give a row for each row that they take.");
        }

        var batch = _isOpen
            ? Enumerable.Range(0, layer.Rank).FirstOrDefault(axis => layer.Trials.Zip(_placer.Trials).All(pair => pair.First[axis] == pair.Second.Batch), -1)
            : layer.Trials.All(shape => shape[0] == _inputs.FixedBatch) ? 0 : -1;
        if (batch < 0)
        {
            throw _graph.File.Error($"the output '{name}' has the shape {layer.Known}, without an axis of the samples;"
                + " Lamina's models give a row for each row that they take.");
        }

        int[] order = [batch, .. Enumerable.Range(0, layer.Rank).Where(axis => axis != batch)];
        var turned = layer with { View = layer.View.Transposed(order), Trials = [.. layer.Trials.Select(shape => Turned(shape, order))] };
        return _placer.TryMaterialize(turned) ?? Materialized(name, turned);

        static Shape Turned(Shape shape, int[] order) => [.. order.Select(axis => shape[axis])];
    }

    // What no layer of Keras puts into this order, an operation does.
    private KerasTensor Materialized(string name, LayerValue value)
    {
        var node = new OnnxNode { Name = name, OpType = "Identity", Input = [name], Output = [name] };
        _values[name] = value;
        new OperationImport(_graph, _values, _placer).Import(node, isOwn: true);
        return ((LayerValue)_values[name]).Tensor;
    }
}
