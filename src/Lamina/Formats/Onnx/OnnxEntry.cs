using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>StringStringEntryProto: a key and a value.</summary>
internal static class OnnxEntry
{
    public static KeyValuePair<string, string> Read(ProtoReader reader)
    {
        var (key, value) = ("", "");
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                key = reader.Text();
            }
            else if (reader.Field == 2)
            {
                value = reader.Text();
            }
        }

        return new KeyValuePair<string, string>(key, value);
    }

    public static ProtoMessage Write(KeyValuePair<string, string> entry) =>
        new ProtoMessage().Text(1, entry.Key).Text(2, entry.Value);
}
