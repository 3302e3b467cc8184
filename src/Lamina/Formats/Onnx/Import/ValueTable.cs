namespace Lamina.Formats.Onnx.Import;

/// <summary>What the names of a file stand for; values that depend on no data are computed at once.</summary>
internal sealed class ValueTable
{
    // What is computed of given values may be some times as large as the file, or this.
    private const long FreeBytes = 16 << 20;
    private const int Small = 4096;

    // Operators that rearrange what stands in the file, so that it stays what is trained.
    private static readonly HashSet<string> Rearranging =
        ["Identity", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Cast", "DequantizeLinear"];

    private readonly ImportGraph _graph;
    private readonly Dictionary<string, ImportedValue> _values = [];
    private long _bytesLeft;

    public ValueTable(ImportGraph graph)
    {
        _graph = graph;
        _bytesLeft = FreeBytes + (4 * graph.File.Bytes);
    }

    /// <summary>What a name stands for; initializers are read when they are asked for.</summary>
    /// <exception cref="LaminaFormatException">Nothing gives it.</exception>
    public ImportedValue this[string name]
    {
        get
        {
            if (!_values.TryGetValue(name, out var value))
            {
                value = _graph.Initializers.TryGetValue(name, out var initializer)
                    ? _values[name] = new GivenValue(GivenTensors.Read(initializer, _graph.File), name)
                    : throw _graph.File.Error($"'{name}' is an output that Lamina does not compute: the second or later of its node.");
            }

            return value;
        }

        set => _values[name] = value;
    }

    /// <summary>The nodes that are done, by themselves or along with others.</summary>
    public HashSet<OnnxNode> Done { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a name stands for something already.</summary>
    public bool Has(string name) => _values.ContainsKey(name) || _graph.Initializers.ContainsKey(name);

    /// <summary>Whether the values of a name stand in the file, or follow from such.</summary>
    public bool IsGiven(string name) => _values.TryGetValue(name, out var value) ? value is GivenValue : _graph.Initializers.ContainsKey(name);

    /// <summary>Computes a node whose inputs depend on no data.</summary>
    /// <param name="node">The node.</param>
    /// <param name="trials">How many trials there are.</param>
    /// <param name="shapeOf">The shape in a trial of a value that depends on data, which only Shape and Size may read.</param>
    public void Compute(OnnxNode node, int trials, Func<LayerValue, int, Shape> shapeOf)
    {
        var inputs = node.Input.Select(name => name.Length == 0 ? null : this[name]).ToArray();
        if (inputs.All(input => input is null or GivenValue))
        {
            var outputs = OnnxProgram.Run(node, _graph.Opset, [.. inputs.Select(input => (input as GivenValue)?.Value)], _graph.File);
            var origins = inputs.OfType<GivenValue>().Where(input => input.Initializer is not null).ToArray();
            var origin = Rearranging.Contains(node.OpType) && origins.Length > 0 ? origins[0].Initializer : null;
            Set(node, outputs, value => new GivenValue(Evaluated(node, value), origin));
            return;
        }

        var all = Enumerable.Range(0, trials).Select(trial => OnnxProgram.Run(
            node, _graph.Opset, [.. inputs.Select(input => InTrial(input, trial))], _graph.File)).ToArray();
        for (var i = 0; i < Math.Min(node.Output.Count, all[0].Length); i++)
        {
            var tried = all.Select(outputs => Evaluated(node, outputs[i])).ToArray();
            _values[node.Output[i]] = AreEqual(tried) ? new GivenValue(tried[0]) : new ShapeValue(tried, node);
        }

        Tensor? InTrial(ImportedValue? value, int trial) => value switch
        {
            GivenValue given => given.Value,
            ShapeValue shape => shape.Trials[trial],
            LayerValue layer => Tensor.Zeros(shapeOf(layer, trial), layer.Tensor.DType),
            _ => null,
        };
    }

    private void Set(OnnxNode node, Tensor[] outputs, Func<Tensor, ImportedValue> value)
    {
        for (var i = 0; i < Math.Min(node.Output.Count, outputs.Length); i++)
        {
            _values[node.Output[i]] = value(outputs[i]);
        }
    }

    // Few numbers are interpreted, many compiled; more than the file can mean are an attack.
    private Tensor Evaluated(OnnxNode node, Tensor value)
    {
        if (value.Op is Ops.Constant)
        {
            return value;
        }

        var bytes = (long)value.Shape.Size * value.DType.Bytes;
        _bytesLeft -= bytes;
        if (_bytesLeft < 0)
        {
            throw _graph.File.Error(node, $"it makes {value.Shape} of values that stand in the file, which has {_graph.File.Bytes} bytes;"
                + " Lamina does not make much more of a file than it holds.");
        }

        return value.Shape.Size <= Small && OnnxCall.Known(value) is { } numbers
            ? TensorValues.Give(NumberArrays.Convert(numbers, NumberArrays.ElementType(value.DType)), value.Type)
            : value.Evaluate();
    }

    private static bool AreEqual(Tensor[] values) => values.All(value =>
        value.Shape == values[0].Shape && value.DType == values[0].DType
        && value.ToArray<double>().AsSpan().SequenceEqual(values[0].ToArray<double>()));
}
