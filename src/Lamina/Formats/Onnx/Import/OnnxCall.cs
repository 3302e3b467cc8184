using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What an operator is given: a node's attributes, and tensors for its inputs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Opset">The version of the operators.</param>
/// <param name="Inputs">The inputs; null for those that are left out.</param>
/// <param name="File">The file.</param>
internal sealed record OnnxCall(OnnxNode Node, int Opset, IReadOnlyList<Tensor?> Inputs, ImportFile File)
{
    // More is no list of axes or lengths.
    private const int MostNumbers = 1 << 20;

    /// <summary>The first input.</summary>
    public Tensor X => this[0];

    /// <summary>An input that must be there.</summary>
    public Tensor this[int input] => Find(input)
        ?? throw Error($"input {input} is missing; the node has {Inputs.Count}.");

    /// <summary>An input that may be missing.</summary>
    public Tensor? Find(int input) => input < Inputs.Count ? Inputs[input] : null;

    /// <summary>Whether the node has an attribute.</summary>
    public bool Has(string name) => Attribute(name) is not null;

    /// <summary>A whole number.</summary>
    public int Whole(string name, int missing) => WholeOrNull(name) ?? missing;

    /// <summary>A whole number; null where the node says nothing.</summary>
    public int? WholeOrNull(string name) =>
        Attribute(name, OnnxAttributeType.Int) is { } found ? Narrow(found.I) : null;

    /// <summary>A number.</summary>
    public double Number(string name, double missing) => Attribute(name, OnnxAttributeType.Float)?.F ?? missing;

    /// <summary>A text.</summary>
    public string Text(string name, string missing) => Attribute(name, OnnxAttributeType.String)?.S ?? missing;

    /// <summary>Whole numbers; null where the node says nothing.</summary>
    public int[]? Wholes(string name) =>
        Attribute(name, OnnxAttributeType.Ints) is { } found ? [.. found.Ints.Select(x => Narrow(x))] : null;

    /// <summary>Numbers; null where the node says nothing.</summary>
    public double[]? Numbers(string name) =>
        Attribute(name, OnnxAttributeType.Floats) is { } found ? [.. found.Floats.Select(x => (double)x)] : null;

    /// <summary>Texts; null where the node says nothing.</summary>
    public IReadOnlyList<string>? Texts(string name) => Attribute(name, OnnxAttributeType.Strings)?.Strings;

    /// <summary>A tensor that stands in the file.</summary>
    public OnnxTensor? GivenTensor(string name) => Attribute(name, OnnxAttributeType.Tensor)?.T;

    /// <summary>Whole numbers that an attribute holds, or in newer versions an input; null where neither does.</summary>
    public int[]? Wholes(string name, int input) => Wholes(name) ?? (Find(input) is null ? null : WholesOf(input));

    /// <summary>The whole numbers of an input, whose values must be known when the model is put together.</summary>
    public int[] WholesOf(int input) => [.. ValuesOf(input).Select(x => checked((int)x))];

    /// <summary>The shape that an input names, whose values must be known when the model is put together.</summary>
    public Shape ShapeOf(int input)
    {
        var axes = WholesOf(input);
        return axes.All(axis => axis >= 0)
            ? Shape.Create(axes)
            : throw Error($"input {input} is the shape [{string.Join(", ", axes)}]; lengths are at least 0.");
    }

    /// <summary>The numbers of an input, whose values must be known when the model is put together.</summary>
    public double[] ValuesOf(int input) => Known(this[input]) ?? throw Error(
        $"the values of input {input} ('{Node.Input[input]}') depend on the data; Lamina needs them before a plan runs.");

    /// <summary>The number of an input of one element.</summary>
    public double ValueOf(int input) => ValuesOf(input) is [var value]
        ? value
        : throw Error($"input {input} has the shape {this[input].Shape}; it must be a single number.");

    /// <summary>The values of a tensor that depends on no data; null for another.</summary>
    public static double[]? Known(Tensor tensor)
    {
        if (tensor.Op is Constant constant)
        {
            return (double[])NumberArrays.Convert(constant.Data, typeof(double));
        }

        var graph = new Graph([tensor]);
        return graph.Parameters.IsEmpty && !graph.Nodes.Any(IsTooMuch) ? new InterpretedGraph(graph).Run()[0] : null;
    }

    /// <summary>An axis of a tensor that may be counted from the end.</summary>
    public int Axis(Tensor x, int axis) => axis >= -x.Rank && axis < x.Rank
        ? x.Shape.NormalizeAxis(axis)
        : throw Error($"axis {axis} does not exist in the shape {x.Shape}.");

    /// <summary>What to throw for something wrong with the node.</summary>
    public LaminaFormatException Error(string what) => File.Error(Node, what);

    private static bool IsTooMuch(Node node) => node.Op is ReadVariable || node.Output.Shape.Size > MostNumbers;

    private static int Narrow(long value) => value switch
    {
        > int.MaxValue => int.MaxValue,
        < int.MinValue => int.MinValue,
        _ => (int)value,
    };

    private OnnxAttribute? Attribute(string name, OnnxAttributeType type = OnnxAttributeType.Undefined)
    {
        foreach (var attribute in Node.Attribute)
        {
            if (attribute.Name == name)
            {
                return type == OnnxAttributeType.Undefined || attribute.Type == type || attribute.Type == OnnxAttributeType.Undefined
                    ? attribute
                    : throw Error($"the attribute '{name}' is of type {attribute.Type}; it must be of type {type}.");
            }
        }

        return null;
    }
}
