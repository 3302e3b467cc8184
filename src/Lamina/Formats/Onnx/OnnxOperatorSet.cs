using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>OperatorSetIdProto: a set of operators and its version.</summary>
/// <param name="Domain">Whose they are; empty for ONNX's own.</param>
/// <param name="Version">The version.</param>
internal sealed record OnnxOperatorSet(string Domain, long Version)
{
    public static OnnxOperatorSet Read(ProtoReader reader)
    {
        var opset = new OnnxOperatorSet("", 0);
        while (reader.Next())
        {
            opset = reader.Field switch
            {
                1 => opset with { Domain = reader.Text() },
                2 => opset with { Version = reader.Whole() },
                _ => opset,
            };
        }

        return opset;
    }

    public ProtoMessage Write() => new ProtoMessage().Text(1, Domain).Whole(2, Version);
}
