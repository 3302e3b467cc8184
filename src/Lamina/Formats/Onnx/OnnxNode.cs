using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>NodeProto: an operator, and the names of what it reads and gives.</summary>
internal sealed record OnnxNode
{
    /// <summary>The names of the inputs; an empty one is left out.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>The names of the outputs; an empty one is not wanted.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    public string Name { get; init; } = "";

    public string OpType { get; init; } = "";

    /// <summary>Whose operator it is; empty for ONNX's own.</summary>
    public string Domain { get; init; } = "";

    public IReadOnlyList<OnnxAttribute> Attribute { get; init; } = [];

    public string DocString { get; init; } = "";

    public static OnnxNode Read(ProtoReader reader)
    {
        var node = new OnnxNode();
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    inputs.Add(reader.Text());
                    break;
                case 2:
                    outputs.Add(reader.Text());
                    break;
                case 3:
                    node = node with { Name = reader.Text() };
                    break;
                case 4:
                    node = node with { OpType = reader.Text() };
                    break;
                case 5:
                    attributes.Add(OnnxAttribute.Read(reader.Message("attribute", attributes.Count)));
                    break;
                case 6:
                    node = node with { DocString = reader.Text() };
                    break;
                case 7:
                    node = node with { Domain = reader.Text() };
                    break;
            }
        }

        // An empty message costs a file two bytes, and would cost memory a hundred.
        return node.OpType.Length > 0
            ? node with { Input = inputs, Output = outputs, Attribute = attributes }
            : throw reader.Error("a node names no op_type");
    }

    public ProtoMessage Write() => new ProtoMessage()
        .Texts(1, Input)
        .Texts(2, Output)
        .TextIfAny(3, Name)
        .Text(4, OpType)
        .Messages(5, Attribute.Select(attribute => attribute.Write()))
        .TextIfAny(6, DocString)
        .TextIfAny(7, Domain);
}
