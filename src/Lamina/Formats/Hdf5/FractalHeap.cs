namespace Lamina.Formats.Hdf5;

/// <summary>The objects of a group or of attributes that are too many for a header, by their IDs.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section III.G.</remarks>
internal sealed class FractalHeap
{
    private const string What = "the fractal heap";
    private readonly Hdf5Place _place;
    private readonly int _idBytes;
    private readonly int _offsetBytes;
    private readonly int _lengthBytes;
    private readonly long _hugeTree;
    private readonly DoublingTable _table;
    private Dictionary<ulong, (long Address, long Bytes)>? _huge;
    private long _read;

    /// <summary>Reads the header of the heap at a byte of the file.</summary>
    public FractalHeap(Hdf5Place place, long address)
    {
        _place = place;
        var cursor = place.At(address, What);
        cursor.Signature("FRHP"u8);
        cursor.Version(0, 0);
        _idBytes = cursor.UInt16();
        var filterBytes = cursor.UInt16();
        var flags = cursor.Byte();
        var maxManaged = cursor.UInt32();
        cursor.Length();
        _hugeTree = cursor.Address();
        cursor.Length();
        cursor.Address();
        cursor.Skip(8L * place.Source.Sizes.Length);
        _table = DoublingTable.Read(cursor, address, hasChecksums: (flags & 2) != 0);
        if (filterBytes > 0)
        {
            throw place.Error($"{What} at byte {address} goes through filters; Lamina reads such heaps without.");
        }

        Checksum.Verify(cursor, address, What);
        _offsetBytes = (_table.MaxBits + 7) / 8;
        _lengthBytes = Math.Min(BytesOf(_table.MaxDirectBytes - 1), BytesOf(maxManaged));
    }

    /// <summary>A cursor on an object.</summary>
    /// <param name="id">On its ID, which it passes.</param>
    /// <param name="what">What the object is.</param>
    /// <exception cref="LaminaFormatException">There is no such object.</exception>
    public Hdf5Cursor Open(Hdf5Cursor id, string what)
    {
        var bytes = id.Part(_idBytes, "the ID of a heap's object");
        var flags = bytes.Byte();
        var cursor = (flags >> 4) switch
        {
            0 => Managed(bytes, what),
            1 => Huge(bytes, what),
            2 => Tiny(bytes, flags & 0x0F, what),
            _ => throw _place.Error(
                $"an object of {What} is managed (0), huge (1) or tiny (2); the ID at byte {bytes.Position - 1} says {flags >> 4}."),
        };

        // Objects lie side by side; IDs that share them would take time and memory without end.
        _read += cursor.Remaining;
        return _read <= _place.Source.Length ? cursor : throw _place.Error(
            $"the objects of {What} take more than the {_place.Source.Length} bytes of the file.");
    }

    private Hdf5Cursor Managed(Hdf5Cursor id, string what)
    {
        var offset = id.Count(_offsetBytes);
        return _table.Open(_place, offset, id.Count(_lengthBytes), what);
    }

    // The ID has the place itself where that fits, else the key to it.
    private Hdf5Cursor Huge(Hdf5Cursor id, string what)
    {
        var sizes = _place.Source.Sizes;
        if (sizes.Address + sizes.Length <= _idBytes - 1)
        {
            var address = id.Address();
            return _place.At(address, id.Length(), what);
        }

        var key = id.Unsigned(Math.Min(sizes.Length, _idBytes - 1));
        _huge ??= ReadHuge();
        return _huge.TryGetValue(key, out var found) ? _place.At(found.Address, found.Bytes, what) : throw _place.Error(
            $"{What} is expected to have a huge object {key}; it has {_huge.Count} others.");
    }

    private Dictionary<ulong, (long Address, long Bytes)> ReadHuge()
    {
        var huge = new Dictionary<ulong, (long, long)>();
        foreach (var record in BTreeV2.Open(_place, _hugeTree, BTreeV2.HugeObjects, "the B-tree of huge objects").Records())
        {
            var (address, bytes) = (record.Address(), record.Length());
            huge[record.Unsigned(_place.Source.Sizes.Length)] = (address, bytes);
        }

        return huge;
    }

    private Hdf5Cursor Tiny(Hdf5Cursor id, int length, string what)
    {
        const int LongestWithoutExtension = 17;
        var bytes = _idBytes > LongestWithoutExtension ? ((length << 8) | id.Byte()) + 1 : length + 1;
        return id.Part(bytes, what);
    }

    private static int BytesOf(long largest)
    {
        var bytes = 1;
        while ((largest >>= 8) > 0)
        {
            bytes++;
        }

        return bytes;
    }
}
