namespace Lamina.Formats.Onnx.Export;

/// <summary>Writes down the nodes of a graph, one behind the other.</summary>
/// <remarks>Values have provisional names; <see cref="OnnxNaming"/> gives them those of the file, and leaves out what turned
/// out not to be needed.</remarks>
internal sealed partial class OnnxEmitter(TraceGrid grid)
{
    private readonly Dictionary<string, OnnxValue> _reshaped = [];
    private readonly List<(object What, TracedNode[] Inputs, OnnxValue[] Values)> _once = [];
    private List<EmittedNode> _nodes = [];
    private Dictionary<string, OnnxValue> _known = [];
    private readonly Dictionary<TracedNode, OnnxValue> _values = [];
    private readonly Dictionary<Tensor, OnnxWeight> _weights = [];
    private readonly Dictionary<string, OnnxWeight> _constants = [];
    private Dictionary<Length, (OnnxValue Value, int Axis)> _lengths = [];
    private readonly Dictionary<(string, int), OnnxValue> _others = [];
    private int _count;
    private string _path = "";

    public TraceGrid Grid => grid;

    public IReadOnlyList<EmittedNode> Nodes => _nodes;

    public IEnumerable<OnnxWeight> Weights => _weights.Values.Concat(_constants.Values).Distinct();

    /// <summary>The number 1 as a length.</summary>
    public Length One { get; } = grid.Fixed(1);

    /// <summary>What stands for a tensor.</summary>
    public OnnxValue this[TracedNode node]
    {
        get => _values[node];
        set => _values[node] = value;
    }

    /// <summary>Writes something down once for some inputs.</summary>
    /// <param name="what">What is done with them.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="write">Writes it down.</param>
    public OnnxValue[] Once(object what, TracedNode[] inputs, Func<OnnxValue[]> write)
    {
        foreach (var (known, read, values) in _once)
        {
            if (known.Equals(what) && read.AsSpan().SequenceEqual(inputs))
            {
                return values;
            }
        }

        var written = write();
        _once.Add((what, inputs, written));
        return written;
    }

    /// <summary>Notes which layer the next nodes belong to.</summary>
    public void Enter(TracedNode node) => _path = OnnxNaming.PathOf(node.Path);

    /// <summary>A value that a run is given.</summary>
    public OnnxValue Input(string id, Length[] shape, DType dtype)
    {
        var value = new OnnxValue(id, shape, dtype);
        NoteLengths(value);
        return value;
    }

    /// <summary>Adds a node of one output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">What it reads; null for what is left out.</param>
    /// <param name="shape">The output's shape.</param>
    /// <param name="dtype">The output's type.</param>
    /// <param name="attributes">What is fixed.</param>
    public OnnxValue Add(string op, OnnxValue?[] inputs, Length[] shape, DType dtype, params OnnxAttribute[] attributes) =>
        AddMany(op, inputs, [shape], dtype, attributes)[0];

    /// <summary>Adds a node; the same one is added once.</summary>
    public OnnxValue[] AddMany(string op, OnnxValue?[] inputs, Length[][] shapes, DType dtype, params OnnxAttribute[] attributes)
    {
        string[] names = [.. inputs.Select(input => input is null ? "" : NameOf(input))];
        var key = $"{op}:{shapes.Length}({string.Join(',', names)}){string.Join(',', attributes.Select(a => Convert.ToHexString(a.Write().ToArray())))}";
        if (!_known.TryGetValue(key, out var first))
        {
            var number = _count++;
            string[] outputs = [.. shapes.Select((_, i) => $"%{number}:{i}")];
            _nodes.Add(new EmittedNode(op, names, outputs, attributes, _path));
            for (var i = 0; i < shapes.Length; i++)
            {
                _others[(key, i)] = new OnnxValue(outputs[i], shapes[i], dtype);
                NoteLengths(_others[(key, i)]);
            }

            _known[key] = first = _others[(key, 0)];
        }

        return [.. shapes.Select((_, i) => i == 0 ? first : _others[(key, i)])];
    }

    /// <summary>A graph within the graph, such as what is done at each step.</summary>
    /// <param name="inputs">The shapes and types of what it is given.</param>
    /// <param name="write">Writes it down for its inputs, and gives its outputs.</param>
    public EmittedBody Body(IReadOnlyList<(Length[] Shape, DType DType)> inputs, Func<OnnxValue[], OnnxValue[]> write)
    {
        var (nodes, known, lengths) = (_nodes, _known, _lengths);
        (_nodes, _known, _lengths) = ([], new(known), new(lengths));
        OnnxValue[] given = [.. inputs.Select(input => Input($"%{_count++}:in", input.Shape, input.DType))];
        OnnxValue[] outputs = [.. write(given).Select(Plain)];
        var own = _nodes.SelectMany(node => node.Outputs).ToHashSet();
        outputs = [.. outputs.Select(value => value.Formula is null && own.Contains(value.Id) ? value : Separate(value))];
        var body = new EmittedBody(_nodes, given, outputs);
        (_nodes, _known, _lengths) = (nodes, known, lengths);
        return body;
    }

    /// <summary>Adds a node with a graph inside.</summary>
    public OnnxValue[] Add(string op, OnnxValue[] inputs, Length[][] shapes, DType dtype, EmittedBody body, params OnnxAttribute[] attributes)
    {
        var number = _count++;
        OnnxValue[] outputs = [.. shapes.Select((shape, i) => new OnnxValue($"%{number}:{i}", shape, dtype))];
        _nodes.Add(new EmittedNode(op, [.. inputs.Select(NameOf)], [.. outputs.Select(output => output.Id)], attributes, _path) { Body = body });
        return outputs;
    }

    /// <summary>The same values under a name of their own.</summary>
    public OnnxValue Separate(OnnxValue value)
    {
        var separate = new OnnxValue($"%{_count++}:0", value.Shape, value.DType);
        _nodes.Add(new EmittedNode("Identity", [NameOf(value)], [separate.Id], [], _path));
        return separate;
    }
}
