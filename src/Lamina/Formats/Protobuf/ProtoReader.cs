using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Lamina.Formats.Protobuf;

/// <summary>Walks over the fields of a protobuf message whose bytes nobody has checked.</summary>
/// <remarks>
/// <para><c>while (reader.Next()) { switch (reader.Field) { case 1: name = reader.Text(); break; } }</c>. A field whose
/// value is not asked for is skipped, so fields that are not known do no harm.</para>
/// <para>What is wrong is a <see cref="LaminaFormatException"/> that names the file and the message. Bytes are not
/// copied, lists grow with what arrives, and messages nest no deeper than <see cref="MostDepth"/>.</para>
/// </remarks>
internal ref struct ProtoReader
{
    /// <summary>How deep messages may nest; the limit of Google's own readers.</summary>
    public const int MostDepth = 100;

    private const int MostVarintBytes = 10;

    private readonly ReadOnlyMemory<byte> _message;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _file;
    private readonly ProtoPath _path;
    private int _at;
    private bool _isPending;

    /// <summary>Begins at a whole message.</summary>
    /// <param name="message">The bytes, which must not change while what is read of them is used.</param>
    /// <param name="file">What messages call the file.</param>
    /// <param name="name">What they call this message, such as <c>model</c>.</param>
    public ProtoReader(ReadOnlyMemory<byte> message, string file, string name)
        : this(message, file, new ProtoPath(null, name, -1))
    {
    }

    private ProtoReader(ReadOnlyMemory<byte> message, string file, ProtoPath path)
    {
        _message = message;
        _bytes = message.Span;
        _file = file;
        _path = path;
    }

    /// <summary>The number of the field that the reader stands at.</summary>
    public int Field { get; private set; }

    /// <summary>How its value lies.</summary>
    public WireType Type { get; private set; }

    /// <summary>The place of the message, such as <c>model.graph.node[3]</c>.</summary>
    public readonly string Path => _path.ToString();

    /// <summary>Goes to the next field.</summary>
    /// <returns>False behind the last.</returns>
    public bool Next()
    {
        if (_isPending)
        {
            Skip();
        }

        if (_at == _bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        var field = tag >> 3;
        if (field is 0 or > int.MaxValue >> 2)
        {
            throw Error($"a field cannot have the number {field}");
        }

        (Field, Type, _isPending) = ((int)field, (WireType)(tag & 7), true);
        return Type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32
            ? true
            : throw Error($"wire type {(int)Type} is none of 0, 1, 2 and 5");
    }

    /// <summary>A whole number of 64 bits.</summary>
    public long Whole()
    {
        Take(WireType.Varint);
        return unchecked((long)Varint());
    }

    /// <summary>A whole number of 32 bits.</summary>
    public int Int()
    {
        var value = Whole();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Error($"{value} does not fit in 32 bits");
    }

    /// <summary>A number of 4 bytes.</summary>
    public float Single()
    {
        Take(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Move(sizeof(float)));
    }

    /// <summary>A text.</summary>
    public string Text()
    {
        var bytes = Bytes().Span;
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Error("the text is not UTF-8");
    }

    /// <summary>Some bytes, which are not copied.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        Take(WireType.Bytes);
        var length = Varint();
        if (length > (ulong)(_bytes.Length - _at))
        {
            throw Error($"{length} bytes are promised, and {_bytes.Length - _at} are left");
        }

        var bytes = _message.Slice(_at, (int)length);
        _at += bytes.Length;
        return bytes;
    }

    /// <summary>A message within this one.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="index">Its place, if there are several.</param>
    public ProtoReader Message(string name, int index = -1) => _path.Depth < MostDepth
        ? new ProtoReader(Bytes(), _file, new ProtoPath(_path, name, index))
        : throw Error($"messages nest deeper than {MostDepth}");

    /// <summary>Adds the whole numbers of a field that may hold one or many.</summary>
    public void AddWholes(List<long> to)
    {
        if (Type == WireType.Varint)
        {
            to.Add(Whole());
            return;
        }

        var inner = new ProtoReader(Bytes(), _file, _path) { Field = Field };
        while (inner._at < inner._bytes.Length)
        {
            to.Add(unchecked((long)inner.Varint()));
        }
    }

    /// <summary>Adds the numbers of a field that may hold one or many, of 4 or 8 bytes.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public void AddNumbers<T>(List<T> to)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        if (Type == (size == sizeof(float) ? WireType.Fixed32 : WireType.Fixed64))
        {
            _isPending = false;
            to.Add(Number<T>(Move(size)));
            return;
        }

        var bytes = Bytes().Span;
        if (bytes.Length % size != 0)
        {
            throw Error($"{bytes.Length} bytes are no whole count of numbers of {size}");
        }

        to.EnsureCapacity(to.Count + (bytes.Length / size));
        for (; !bytes.IsEmpty; bytes = bytes[size..])
        {
            to.Add(Number<T>(bytes[..size]));
        }
    }

    /// <summary>What to throw for something wrong at this field.</summary>
    /// <param name="what">What is wrong, as the end of a sentence.</param>
    public readonly LaminaFormatException Error(string what) =>
        new($"{_file}: in {_path}{(Field == 0 ? "" : $", field {Field}")}: {what}.");

    private static T Number<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.Read<T>(bytes);
        }

        Span<byte> turned = stackalloc byte[bytes.Length];
        bytes.CopyTo(turned);
        turned.Reverse();
        return MemoryMarshal.Read<T>(turned);
    }

    private void Take(WireType type)
    {
        if (Type != type)
        {
            throw Error($"its value has wire type {(int)Type} ({Type}) where {(int)type} ({type}) belongs");
        }

        _isPending = false;
    }

    private void Skip()
    {
        switch (Type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Bytes:
                Bytes();
                break;
            default:
                Move(Type == WireType.Fixed32 ? 4 : 8);
                break;
        }

        _isPending = false;
    }

    private ReadOnlySpan<byte> Move(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw Error($"{count} bytes are needed, and {_bytes.Length - _at} are left");
        }

        _at += count;
        return _bytes.Slice(_at - count, count);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var i = 0; i < MostVarintBytes; i++)
        {
            if (_at == _bytes.Length)
            {
                throw Error("it ends within a number");
            }

            var next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Error($"a number has more than {MostVarintBytes} bytes");
    }

    // Written out only when something is wrong.
    private sealed class ProtoPath(ProtoPath? parent, string name, int index)
    {
        public int Depth { get; } = parent is null ? 1 : parent.Depth + 1;

        public override string ToString() =>
            $"{(parent is null ? "" : $"{parent}.")}{name}{(index < 0 ? "" : $"[{index}]")}";
    }
}
