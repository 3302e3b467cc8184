using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>AttributeProto: something of a node that is fixed.</summary>
/// <remarks>Sparse tensors and types are skipped; their <see cref="Type"/> tells that they were there.</remarks>
internal sealed record OnnxAttribute
{
    public string Name { get; init; } = "";

    /// <summary>Which member holds the value; files older than this field leave it undefined.</summary>
    public OnnxAttributeType Type { get; init; }

    /// <summary>In the body of a function, the attribute of the function that is meant.</summary>
    public string RefAttrName { get; init; } = "";

    public float F { get; init; }

    public long I { get; init; }

    public string S { get; init; } = "";

    public OnnxTensor? T { get; init; }

    public OnnxGraph? G { get; init; }

    public IReadOnlyList<float> Floats { get; init; } = [];

    public IReadOnlyList<long> Ints { get; init; } = [];

    public IReadOnlyList<string> Strings { get; init; } = [];

    public IReadOnlyList<OnnxTensor> Tensors { get; init; } = [];

    public IReadOnlyList<OnnxGraph> Graphs { get; init; } = [];

    public static OnnxAttribute Of(string name, float value) => new() { Name = name, Type = OnnxAttributeType.Float, F = value };

    public static OnnxAttribute Of(string name, long value) => new() { Name = name, Type = OnnxAttributeType.Int, I = value };

    public static OnnxAttribute Of(string name, string value) => new() { Name = name, Type = OnnxAttributeType.String, S = value };

    public static OnnxAttribute Of(string name, OnnxTensor value) => new() { Name = name, Type = OnnxAttributeType.Tensor, T = value };

    public static OnnxAttribute Of(string name, OnnxGraph value) => new() { Name = name, Type = OnnxAttributeType.Graph, G = value };

    public static OnnxAttribute Of(string name, IReadOnlyList<float> values) =>
        new() { Name = name, Type = OnnxAttributeType.Floats, Floats = values };

    public static OnnxAttribute Of(string name, IReadOnlyList<long> values) =>
        new() { Name = name, Type = OnnxAttributeType.Ints, Ints = values };

    public static OnnxAttribute Of(string name, IReadOnlyList<string> values) =>
        new() { Name = name, Type = OnnxAttributeType.Strings, Strings = values };

    public static OnnxAttribute Read(ProtoReader reader)
    {
        var attribute = new OnnxAttribute();
        List<float> floats = [];
        List<long> ints = [];
        List<string> strings = [];
        List<OnnxTensor> tensors = [];
        List<OnnxGraph> graphs = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute = attribute with { Name = reader.Text() };
                    break;
                case 2:
                    attribute = attribute with { F = reader.Single() };
                    break;
                case 3:
                    attribute = attribute with { I = reader.Whole() };
                    break;
                case 4:
                    attribute = attribute with { S = reader.Text() };
                    break;
                case 5:
                    attribute = attribute with { T = OnnxTensor.Read(reader.Message("t")) };
                    break;
                case 6:
                    attribute = attribute with { G = OnnxGraph.Read(reader.Message("g")) };
                    break;
                case 7:
                    reader.AddNumbers(floats);
                    break;
                case 8:
                    reader.AddWholes(ints);
                    break;
                case 9:
                    strings.Add(reader.Text());
                    break;
                case 10:
                    tensors.Add(OnnxTensor.Read(reader.Message("tensors", tensors.Count)));
                    break;
                case 11:
                    graphs.Add(OnnxGraph.Read(reader.Message("graphs", graphs.Count)));
                    break;
                case 20:
                    attribute = attribute with { Type = (OnnxAttributeType)reader.Int() };
                    break;
                case 21:
                    attribute = attribute with { RefAttrName = reader.Text() };
                    break;
            }
        }

        return attribute.Name.Length > 0
            ? attribute with { Floats = floats, Ints = ints, Strings = strings, Tensors = tensors, Graphs = graphs }
            : throw reader.Error("an attribute has no name");
    }

    public ProtoMessage Write()
    {
        var message = new ProtoMessage().Text(1, Name);
        _ = Type switch
        {
            OnnxAttributeType.Float => message.Single(2, F),
            OnnxAttributeType.Int => message.Whole(3, I),
            OnnxAttributeType.String => message.Text(4, S),
            OnnxAttributeType.Tensor => message.Message(5, T!.Write()),
            OnnxAttributeType.Graph => message.Message(6, G!.Write()),
            OnnxAttributeType.Floats => message.Singles(7, Floats),
            OnnxAttributeType.Ints => message.Wholes(8, Ints),
            OnnxAttributeType.Strings => message.Texts(9, Strings),
            OnnxAttributeType.Tensors => message.Messages(10, Tensors.Select(tensor => tensor.Write())),
            OnnxAttributeType.Graphs => message.Messages(11, Graphs.Select(graph => graph.Write())),
            _ => throw new InvalidOperationException($"No attribute of type {Type} can be written."),
        };
        return message.Whole(20, (long)Type).TextIfAny(21, RefAttrName);
    }
}
