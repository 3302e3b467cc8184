using System.Globalization;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Writes down the nodes of a graph, one behind the other.</summary>
/// <remarks>Values have provisional names; <see cref="OnnxNaming"/> gives them those of the file, and leaves out what turned
/// out not to be needed.</remarks>
internal sealed class OnnxEmitter(TraceGrid grid)
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

    /// <summary>What follows from weights and constants alone.</summary>
    /// <param name="formula">How.</param>
    /// <param name="hint">What it is called after.</param>
    public OnnxValue Fixed(Tensor formula, string hint = "") =>
        new("", [.. formula.Shape.Select(length => grid.Fixed(length))], formula.DType)
        {
            Formula = formula,
            Hint = hint.Length > 0 ? hint : HintOf(formula),
        };

    /// <summary>A number.</summary>
    public OnnxValue Scalar(double value, DType dtype) => Fixed(Tensor.Scalar(value, dtype), "constant");

    /// <summary>Whole numbers, as operators take them.</summary>
    public OnnxValue Longs(params IEnumerable<long> values) => Fixed(Tensor.Wrap(values.ToArray(), [values.Count()]), "constant");

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

    /// <summary>The same tensor as a value of the graph.</summary>
    public OnnxValue Plain(OnnxValue value)
    {
        if (value.Order is { } order)
        {
            value = Exchanged(value, order) with { Shape = value.Shape };
        }

        return value.IsStretched ? Expand(value) : value;
    }

    /// <summary>The tensor with its axes in another order; put off as long as it can be.</summary>
    public OnnxValue Transpose(OnnxValue value, Axes order)
    {
        if (value.IsStretched)
        {
            value = value.Inner.Length == 0 ? value : Plain(value);
        }

        var shape = value.Shape.Permuted(order);
        if (value.Inner.Length == 0)
        {
            return value with { Shape = shape };
        }

        if (value.Formula is { } formula)
        {
            return IsInOrder(order) ? value : Fixed(formula.Transpose([.. order]), value.Hint);
        }

        Axes whole = value.Order is { } before ? [.. order.Select(axis => before[axis])] : order;
        return value with { Order = IsInOrder(whole) ? null : whole, Shape = shape };
    }

    /// <summary>The same elements under another shape.</summary>
    public OnnxValue Reshape(OnnxValue value, Length[] shape)
    {
        if (value.Shape.AsSpan().SequenceEqual(shape))
        {
            return value;
        }

        if (value.Inner.Length == 0)
        {
            return value with { Shape = shape };
        }

        if (value is { Formula: { } formula, IsPlain: true } && shape.AreFixed())
        {
            return Fixed(formula.Reshape(shape.ToShape()), value.Hint);
        }

        value = value is { IsStretched: false, Order: { } order } && KeepsElements(value.Base, order)
            ? new OnnxValue(value.Id, value.Base, value.DType)
            : Plain(value);
        return value.Base.AsSpan().SequenceEqual(shape) ? value : Reshaped(value, shape);
    }

    // A reshape of a reshape begins with what was there first.
    private OnnxValue Reshaped(OnnxValue value, Length[] shape)
    {
        value = _reshaped.GetValueOrDefault(value.Id, value);
        if (value.Base.AsSpan().SequenceEqual(shape))
        {
            return value;
        }

        var y = Add("Reshape", [value, Target(value, shape)], shape, value.DType);
        if (value.Formula is null)
        {
            _reshaped.TryAdd(y.Id, value);
        }

        return y;
    }

    /// <summary>Whole numbers of which some depend on what a run is given, as a vector.</summary>
    public OnnxValue Vector(IReadOnlyList<Length> lengths)
    {
        if (lengths.All(length => length.IsFixed))
        {
            return Longs(lengths.Select(length => length.First));
        }

        OnnxValue[] parts = [.. lengths.Select(Number)];
        return parts.Length == 1
            ? parts[0]
            : Add("Concat", parts, [grid.Fixed(parts.Length)], DType.Int64, OnnxAttribute.Of("axis", 0L));
    }

    /// <summary>A length as a vector of one element.</summary>
    public OnnxValue Number(Length length)
    {
        if (length.IsFixed)
        {
            return Longs(length.First);
        }

        if (_lengths.TryGetValue(length, out var place))
        {
            return Add(
                "Shape", [place.Value], [One], DType.Int64,
                OnnxAttribute.Of("start", (long)place.Axis), OnnxAttribute.Of("end", place.Axis + 1L));
        }

        var factors = grid.TryFit(length) ?? throw new NotSupportedException(
            $"{_path} cannot be exported to ONNX: it needs a length that follows from those of the inputs in no simple way"
            + $" ({string.Join(", ", grid.Names)}: {string.Join("; ", grid.Traces.Select(t => string.Join(", ", t)))} → {length})."
            + "\n  hint: give the model's inputs a fixed shape, all but the batch.");
        var terms = factors.Index().Where(term => term.Item != 0).Select(Term).ToArray();
        return terms.Aggregate((sum, term) => Add("Add", [sum, term], [One], DType.Int64));
    }

    // A factor times the lengths whose bits the index has.
    private OnnxValue Term((int Index, long Item) term)
    {
        OnnxValue[] lengths =
        [
            .. Enumerable.Range(0, grid.Names.Count).Where(i => (term.Index & (1 << i)) != 0).Select(i => Number(grid.Of(i))),
            .. term.Item == 1 && term.Index != 0 ? Array.Empty<OnnxValue>() : [Longs(term.Item)],
        ];
        return lengths.Aggregate((product, length) => Add("Mul", [product, length], [One], DType.Int64));
    }

    private OnnxValue Expand(OnnxValue value)
    {
        var inner = value with { Shape = value.Inner };
        return Add("Expand", [inner, Vector(value.Shape)], value.Shape, value.DType);
    }

    // Where only axes of length 1 move, the elements stay where they are.
    private OnnxValue Exchanged(OnnxValue value, Axes order)
    {
        var plain = new OnnxValue(value.Id, value.Base, value.DType);
        return KeepsElements(value.Base, order)
            ? Reshaped(plain, value.Inner)
            : Add("Transpose", [plain], value.Inner, value.DType, OnnxAttribute.Of("perm", [.. order.Select(axis => (long)axis)]));
    }

    // 0 says "as it was" and −1 "what is left", so most shapes can be said without computing.
    private OnnxValue Target(OnnxValue value, Length[] shape)
    {
        var said = new long[shape.Length];
        var left = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            said[i] = shape[i].IsFixed ? shape[i].First : i < value.Base.Length && value.Base[i] == shape[i] ? 0 : -1;
            left += said[i] == -1 ? 1 : 0;
        }

        // A length of 0 that is meant cannot be said so.
        return left > 1 || shape.Any(axis => axis.Is(0)) ? Vector(shape) : Longs(said);
    }

    private static bool KeepsElements(Length[] shape, Axes order) =>
        order.Where(axis => !shape[axis].IsOne).ToArray() is var moved && moved.SequenceEqual(moved.Order());

    private static bool IsInOrder(Axes order) => order.SequenceEqual(Enumerable.Range(0, order.Count));

    private string NameOf(OnnxValue value)
    {
        if (value is not { Formula: { } formula })
        {
            return value.IsPlain ? value.Id : throw new InvalidOperationException($"{value} has to be made plain before it is used.");
        }

        if (!_weights.TryGetValue(formula, out var weight))
        {
            weight = formula.Shape.Size <= 16 && ConcreteValues.TryGet(formula) is { } values
                ? Shared(formula, values, value.Hint)
                : new OnnxWeight($"%w{_count++}", formula, value.Hint);
            _weights[formula] = weight;
        }

        return weight.Id;
    }

    private OnnxWeight Shared(Tensor formula, Array values, string hint)
    {
        var key = $"{formula.Type}{string.Join(',', values.Cast<object>().Select(x => string.Format(CultureInfo.InvariantCulture, "{0:R}", x)))}";
        return _constants.TryGetValue(key, out var same) ? same : _constants[key] = new OnnxWeight($"%w{_count++}", formula, hint);
    }

    // A weight in another layout is still that weight.
    private string HintOf(Tensor formula) => formula.Op switch
    {
        ReadVariable read => read.Variable.Path,
        _ when formula.Node.Inputs.Length == 1 && formula.Op is Ops.Reshape or Ops.Transpose or Broadcast => HintOf(formula.Node.Inputs[0]),
        Constant or Fill => "constant",
        _ => $"{(_path.Length == 0 ? "" : $"{_path}/")}constant",
    };

    private void NoteLengths(OnnxValue value)
    {
        for (var axis = 0; axis < value.Base.Length; axis++)
        {
            if (!value.Base[axis].IsFixed)
            {
                _lengths.TryAdd(value.Base[axis], (value, axis));
            }
        }
    }
}

/// <summary>A node with provisional names.</summary>
internal sealed record EmittedNode(string Op, string[] Inputs, string[] Outputs, OnnxAttribute[] Attributes, string Path)
{
    /// <summary>The graph inside, if there is one.</summary>
    public EmittedBody? Body { get; init; }
}

/// <summary>A graph within a graph; it may read the values around it.</summary>
internal sealed record EmittedBody(IReadOnlyList<EmittedNode> Nodes, OnnxValue[] Inputs, OnnxValue[] Outputs);

/// <summary>A weight or constant with a provisional name.</summary>
/// <param name="Id">The provisional name.</param>
/// <param name="Formula">How it is computed.</param>
/// <param name="Hint">What it is called after.</param>
internal sealed record OnnxWeight(string Id, Tensor Formula, string Hint);
