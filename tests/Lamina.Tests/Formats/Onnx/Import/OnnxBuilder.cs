using Lamina.Formats.Onnx;
using Lamina.Formats.Onnx.Export;
using Lamina.Formats.Onnx.Import;
using Lamina.NN;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>A file of ONNX, put together in code: <c>new OnnxBuilder().Input("x", "batch", 3).Node("Relu", "x", "y").Output("y")</c>.</summary>
internal sealed class OnnxBuilder(int opset = 13)
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];
    private readonly List<OnnxValueInfo> _inputs = [];
    private readonly List<OnnxValueInfo> _outputs = [];

    public OnnxModel Model => new()
    {
        IrVersion = 8,
        OpsetImport = [new OnnxOperatorSet("", opset), new OnnxOperatorSet("com.example", 1)],
        Graph = new OnnxGraph { Name = "g", Node = _nodes, Initializer = _initializers, Input = _inputs, Output = _outputs },
    };

    public byte[] Bytes => Model.Write().ToArray();

    /// <summary>An input; axes are numbers, names, or null for such as have neither.</summary>
    public OnnxBuilder Input(string name, params object?[] axes) => Input(name, OnnxDataType.Float, axes);

    public OnnxBuilder Input(string name, OnnxDataType type, params object?[] axes)
    {
        _inputs.Add(new OnnxValueInfo(name, new OnnxType(type, [.. axes.Select(axis =>
            axis is null ? new OnnxDimension(null) : axis is string param ? new OnnxDimension(null, param) : new OnnxDimension(Convert.ToInt64(axis)))])));
        return this;
    }

    public OnnxBuilder Output(params string[] names)
    {
        _outputs.AddRange(names.Select(name => new OnnxValueInfo(name, null)));
        return this;
    }

    /// <summary>A node; inputs and outputs are names with blanks between.</summary>
    public OnnxBuilder Node(string op, string inputs, string outputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode
        {
            Name = $"{op}_{_nodes.Count}",
            OpType = op,
            Input = Names(inputs),
            Output = Names(outputs),
            Attribute = attributes,
        });
        return this;
    }

    public OnnxBuilder Node(OnnxNode node)
    {
        _nodes.Add(node);
        return this;
    }

    public OnnxBuilder Given(string name, Tensor values)
    {
        _initializers.Add(OnnxAssembly.TensorOf(name, values.Evaluate()));
        return this;
    }

    /// <summary>Whole numbers of 64 bits, as shapes and axes are.</summary>
    public OnnxBuilder Wholes(string name, params long[] values) =>
        Given(new OnnxTensor { Name = name, DataType = OnnxDataType.Int64, Dims = [values.Length], Int64Data = values });

    public OnnxBuilder Given(OnnxTensor tensor)
    {
        _initializers.Add(tensor);
        return this;
    }

    /// <summary>The model that is imported.</summary>
    public Model Import(string? folder = null) => OnnxImporter.Read(Bytes, "m.onnx", folder);

    /// <summary>What the imported model gives.</summary>
    public Tensor Predict(params Tensor[] x) => Import().Predict(x, Math.Max(1, x[0].Shape[0]))[0];

    private static string[] Names(string text) => [.. text.Split(' ').Select(name => name == "-" ? "" : name)];
}
