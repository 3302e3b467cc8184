using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>GraphProto: nodes, each behind those that it reads, and the values that they begin with.</summary>
internal sealed record OnnxGraph
{
    public IReadOnlyList<OnnxNode> Node { get; init; } = [];

    public string Name { get; init; } = "";

    /// <summary>Values that are given, by name; an input of the same name has its value here unless it is fed.</summary>
    public IReadOnlyList<OnnxTensor> Initializer { get; init; } = [];

    public string DocString { get; init; } = "";

    public IReadOnlyList<OnnxValueInfo> Input { get; init; } = [];

    public IReadOnlyList<OnnxValueInfo> Output { get; init; } = [];

    /// <summary>What is known of the values between.</summary>
    public IReadOnlyList<OnnxValueInfo> ValueInfo { get; init; } = [];

    /// <summary>Whether there are sparse initializers, which are skipped.</summary>
    public bool HasSparseInitializers { get; init; }

    public static OnnxGraph Read(ProtoReader reader)
    {
        var graph = new OnnxGraph();
        List<OnnxNode> nodes = [];
        List<OnnxTensor> initializers = [];
        List<OnnxValueInfo> inputs = [], outputs = [], values = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(OnnxNode.Read(reader.Message("node", nodes.Count)));
                    break;
                case 2:
                    graph = graph with { Name = reader.Text() };
                    break;
                case 5:
                    initializers.Add(OnnxTensor.Read(reader.Message("initializer", initializers.Count)));
                    break;
                case 10:
                    graph = graph with { DocString = reader.Text() };
                    break;
                case 11:
                    inputs.Add(OnnxValueInfo.Read(reader.Message("input", inputs.Count)));
                    break;
                case 12:
                    outputs.Add(OnnxValueInfo.Read(reader.Message("output", outputs.Count)));
                    break;
                case 13:
                    values.Add(OnnxValueInfo.Read(reader.Message("value_info", values.Count)));
                    break;
                case 15:
                    graph = graph with { HasSparseInitializers = true };
                    break;
            }
        }

        return graph with { Node = nodes, Initializer = initializers, Input = inputs, Output = outputs, ValueInfo = values };
    }

    public ProtoMessage Write() => new ProtoMessage()
        .Messages(1, Node.Select(node => node.Write()))
        .Text(2, Name)
        .Messages(5, Initializer.Select(tensor => tensor.Write()))
        .TextIfAny(10, DocString)
        .Messages(11, Input.Select(value => value.Write()))
        .Messages(12, Output.Select(value => value.Write()))
        .Messages(13, ValueInfo.Select(value => value.Write()));
}
