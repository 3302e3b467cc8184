using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Lamina.Formats.Protobuf;

/// <summary>A protobuf message that is being written, field by field.</summary>
/// <remarks>Source: Protocol Buffers' documentation, "Encoding": each field is the varint <c>number·8 + wire type</c>
/// and a value; wire types 0 (varint), 1 (8 bytes), 2 (length and bytes).</remarks>
internal sealed class ProtoMessage
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>A whole number.</summary>
    public ProtoMessage Whole(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint(unchecked((ulong)value));
        return this;
    }

    /// <summary>A number of 8 bytes.</summary>
    public ProtoMessage Double(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A text, in UTF-8.</summary>
    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.ToArray());

    /// <summary>Some bytes.</summary>
    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    // Seven bits a byte, the lowest first; the highest bit says that more follow.
    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Write([(byte)(value | 0x80)]);
        }

        _bytes.Write([(byte)value]);
    }
}
