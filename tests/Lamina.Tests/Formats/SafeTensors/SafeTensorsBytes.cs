using System.Buffers.Binary;
using System.Text;

namespace Lamina.Tests.Formats.SafeTensors;

/// <summary>Builds <c>.safetensors</c> data by hand, right or wrong.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, params byte[] data) => WithLength(Encoding.UTF8.GetByteCount(header), header, data);

    public static byte[] WithLength(long length, string header, params byte[] data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
        return [.. prefix, .. Encoding.UTF8.GetBytes(header), .. data];
    }

    /// <summary>A file of one tensor <c>a</c> of two elements.</summary>
    public static byte[] OfTwo(string dtype, byte[] data) =>
        Of($$$"""{"a":{"dtype":"{{{dtype}}}","shape":[2],"data_offsets":[0,{{{data.Length}}}]}}""", data);
}
