using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>ValueInfoProto: what is known of a value.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Type">Its type; null where nothing is said.</param>
internal sealed record OnnxValueInfo(string Name, OnnxType? Type)
{
    public string DocString { get; init; } = "";

    public static OnnxValueInfo Read(ProtoReader reader)
    {
        var value = new OnnxValueInfo("", null);
        while (reader.Next())
        {
            value = reader.Field switch
            {
                1 => value with { Name = reader.Text() },
                2 => value with { Type = OnnxType.Read(reader.Message("type")) },
                3 => value with { DocString = reader.Text() },
                _ => value,
            };
        }

        return value.Name.Length > 0 ? value : throw reader.Error("a value has no name");
    }

    public ProtoMessage Write()
    {
        var message = new ProtoMessage().Text(1, Name);
        return (Type is null ? message : message.Message(2, Type.Write())).TextIfAny(3, DocString);
    }
}
