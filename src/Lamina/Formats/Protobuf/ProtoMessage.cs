using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Lamina.Formats.Protobuf;

/// <summary>A protobuf message that is being written, field by field.</summary>
/// <remarks>
/// <para>Long values are not copied: what is given as memory is looked at again when the message goes to a
/// stream.</para>
/// <para>Source: Protocol Buffers' documentation, "Encoding": each field is the varint <c>number·8 + wire type</c>
/// and a value; wire types 0 (varint), 1 (8 bytes), 2 (length and bytes), 5 (4 bytes).</para>
/// </remarks>
internal sealed class ProtoMessage
{
    // Shorter values cost less copied than kept apart.
    private const int LongBytes = 1024;

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private long _bytesInPieces;
    private ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The bytes of the message so far.</summary>
    public long Length => _bytesInPieces + _bytes.WrittenCount;

    /// <summary>The message so far.</summary>
    public byte[] ToArray()
    {
        var array = new byte[Length];
        var at = 0;
        foreach (var piece in Pieces())
        {
            piece.Span.CopyTo(array.AsSpan(at));
            at += piece.Length;
        }

        return array;
    }

    /// <summary>Writes the message so far.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (var piece in Pieces())
        {
            stream.Write(piece.Span);
        }
    }

    /// <summary>A whole number.</summary>
    public ProtoMessage Whole(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint(unchecked((ulong)value));
        return this;
    }

    /// <summary>Whole numbers, each a field of its own.</summary>
    public ProtoMessage Wholes(int field, IEnumerable<long> values)
    {
        foreach (var value in values)
        {
            Whole(field, value);
        }

        return this;
    }

    /// <summary>Whole numbers in one field; nothing where there are none.</summary>
    public ProtoMessage PackedWholes(int field, IReadOnlyList<long> values)
    {
        var packed = new ProtoMessage();
        foreach (var value in values)
        {
            packed.Varint(unchecked((ulong)value));
        }

        return values.Count == 0 ? this : Message(field, packed);
    }

    /// <summary>A number of 4 bytes.</summary>
    public ProtoMessage Single(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    /// <summary>Numbers of 4 bytes, each a field of its own.</summary>
    public ProtoMessage Singles(int field, IEnumerable<float> values)
    {
        foreach (var value in values)
        {
            Single(field, value);
        }

        return this;
    }

    /// <summary>Numbers of 4 bytes in one field; nothing where there are none.</summary>
    public ProtoMessage PackedSingles(int field, ReadOnlySpan<float> values) =>
        values.IsEmpty ? this : Bytes(field, LittleEndian(values));

    /// <summary>A number of 8 bytes.</summary>
    public ProtoMessage Double(int field, double value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
        return this;
    }

    /// <summary>Numbers of 8 bytes in one field; nothing where there are none.</summary>
    public ProtoMessage PackedDoubles(int field, ReadOnlySpan<double> values) =>
        values.IsEmpty ? this : Bytes(field, LittleEndian(values));

    /// <summary>A text, in UTF-8.</summary>
    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A text, in UTF-8; nothing where it is empty.</summary>
    public ProtoMessage TextIfAny(int field, string value) => value.Length == 0 ? this : Text(field, value);

    /// <summary>Texts, each a field of its own.</summary>
    public ProtoMessage Texts(int field, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Text(field, value);
        }

        return this;
    }

    /// <summary>A message within this one, as it is now.</summary>
    public ProtoMessage Message(int field, ProtoMessage value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        foreach (var piece in value.Pieces())
        {
            Append(piece);
        }

        return this;
    }

    /// <summary>Messages within this one, each a field of its own.</summary>
    public ProtoMessage Messages(int field, IEnumerable<ProtoMessage> values)
    {
        foreach (var value in values)
        {
            Message(field, value);
        }

        return this;
    }

    /// <summary>Some bytes.</summary>
    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>Some bytes that stay as they are until the message is written: many are not copied.</summary>
    public ProtoMessage Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        Append(value);
        return this;
    }

    private static byte[] LittleEndian<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            foreach (var start in Enumerable.Range(0, values.Length))
            {
                bytes.AsSpan(start * (bytes.Length / values.Length), bytes.Length / values.Length).Reverse();
            }
        }

        return bytes;
    }

    private IEnumerable<ReadOnlyMemory<byte>> Pieces() => _pieces.Append(_bytes.WrittenMemory);

    private void Append(ReadOnlyMemory<byte> piece)
    {
        if (piece.Length < LongBytes)
        {
            _bytes.Write(piece.Span);
            return;
        }

        Keep(_bytes.WrittenMemory);
        Keep(piece);
        _bytes = new ArrayBufferWriter<byte>();
    }

    private void Keep(ReadOnlyMemory<byte> piece)
    {
        _pieces.Add(piece);
        _bytesInPieces += piece.Length;
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (uint)type);

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
