namespace Lamina.Formats.Hdf5;

/// <summary>All that a file says of an object: a list of messages, in one block or several.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.1.</remarks>
internal sealed class ObjectHeader
{
    private const string What = "the object header";
    private const int UnknownIsFatal = 0x80;
    private readonly List<HeaderMessage> _messages = [];
    private readonly Queue<(long Address, long Bytes)> _blocks = [];
    private readonly HashSet<long> _visited = [];
    private long _bytes;

    private ObjectHeader(long address) => Address = address;

    /// <summary>The byte of the file at which it begins; it tells objects apart.</summary>
    public long Address { get; }

    /// <summary>Reads the header at a byte of the file.</summary>
    /// <exception cref="LaminaFormatException">There is none, or a damaged one.</exception>
    public static ObjectHeader Read(Hdf5Place place, long address)
    {
        var header = new ObjectHeader(address);
        var cursor = place.At(address, What);
        if (cursor.Byte() == 'O')
        {
            header.ReadVersion2(place.At(address, What));
        }
        else
        {
            header.ReadVersion1(place.At(address, What));
        }

        return header;
    }

    /// <summary>The first message of a type; null where there is none.</summary>
    public HeaderMessage? Find(MessageType type) => _messages.Find(message => message.Type == type);

    /// <summary>The messages of a type, in the order of the file.</summary>
    public IEnumerable<HeaderMessage> All(MessageType type) => _messages.Where(message => message.Type == type);

    private void ReadVersion1(Hdf5Cursor cursor)
    {
        cursor.Version(1, 1);
        cursor.Skip(1);
        var count = cursor.UInt16();
        cursor.Skip(4);
        var bytes = cursor.UInt32();
        cursor.Skip(4);
        _bytes = bytes;
        ReadMessages1(cursor.Part(bytes, What), ref count);
        while (_blocks.TryDequeue(out var block))
        {
            ReadMessages1(cursor.Place.At(block.Address, block.Bytes, "the continuation of the object header"), ref count);
        }
    }

    private void ReadMessages1(Hdf5Cursor block, ref int count)
    {
        const int Prefix = 8;
        for (; count > 0 && block.Remaining >= Prefix; count--)
        {
            var type = block.UInt16();
            var bytes = block.UInt16();
            var flags = block.Byte();
            block.Skip(3);
            Add(block, type, bytes, flags);
        }
    }

    private void ReadVersion2(Hdf5Cursor cursor)
    {
        var start = cursor.Position;
        cursor.Signature("OHDR"u8);
        cursor.Version(2, 2);
        var flags = cursor.Byte();
        var isTimed = (flags & 0x20) != 0;
        var hasThresholds = (flags & 0x10) != 0;
        cursor.Skip((isTimed ? 16 : 0) + (hasThresholds ? 4 : 0));
        var bytes = cursor.Count(1 << (flags & 3));
        var isOrdered = (flags & 0x04) != 0;
        _bytes = bytes;
        ReadMessages2(cursor.Part(bytes, What), isOrdered);
        Checksum.Verify(cursor, start, What);
        while (_blocks.TryDequeue(out var block))
        {
            const string Next = "the continuation of the object header";
            const int ChecksumBytes = 4;
            var next = cursor.Place.At(block.Address, block.Bytes, Next);
            next.Signature("OCHK"u8);
            ReadMessages2(next.Part(Math.Max(0, next.Remaining - ChecksumBytes), Next), isOrdered);
            Checksum.Verify(next, block.Address, Next);
        }
    }

    private void ReadMessages2(Hdf5Cursor block, bool isOrdered)
    {
        // Fewer bytes than a message takes are a gap.
        var prefix = isOrdered ? 6 : 4;
        while (block.Remaining >= prefix)
        {
            var type = block.Byte();
            var bytes = block.UInt16();
            var flags = block.Byte();
            block.Skip(prefix - 4);
            Add(block, type, bytes, flags);
        }
    }

    private void Add(Hdf5Cursor block, int type, int bytes, int flags)
    {
        var message = new HeaderMessage(block.Place, (MessageType)type, flags, block.Position, bytes);
        block.Skip(bytes);
        switch (message.Type)
        {
            case MessageType.Nil:
                break;
            case MessageType.Continuation:
                Continue(message.Open());
                break;
            case > MessageType.ReferenceCount when (flags & UnknownIsFatal) != 0:
                throw block.Error($"{message.What} at byte {message.Start} is of a type that this version of Lamina must not ignore.");
            default:
                _messages.Add(message);
                break;
        }
    }

    // Blocks that overlap could otherwise be read again and again.
    private void Continue(Hdf5Cursor message)
    {
        var (address, bytes) = (message.Address(), message.Length());
        _bytes += bytes;
        if (!_visited.Add(address) || bytes > message.Place.Source.Length || _bytes > message.Place.Source.Length)
        {
            throw message.Error(
                $"{What} continues at byte {address} with {bytes} bytes, which it has used already or which the file of"
                + $" {message.Place.Source.Length} bytes has not.");
        }

        _blocks.Enqueue((address, bytes));
    }
}
