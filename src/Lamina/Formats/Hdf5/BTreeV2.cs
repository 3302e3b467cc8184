using System.Numerics;

namespace Lamina.Formats.Hdf5;

/// <summary>A B-tree of version 2: records of one length, in order.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section III.A.2.</remarks>
internal sealed class BTreeV2
{
    public const int HugeObjects = 1;
    public const int LinkNames = 5;
    public const int AttributeNames = 8;
    public const int Chunks = 10;
    public const int FilteredChunks = 11;

    // With nodes of half a kilobyte, the library's own choice, a tree of this depth outgrows any disk.
    private const int MaxDepth = 32;
    private const int NodeOverhead = 10;
    private readonly Hdf5Place _place;
    private readonly string _what;
    private readonly HashSet<long> _visited = [];
    private readonly long _root;
    private readonly int _rootRecords;
    private readonly Level[] _levels;

    private BTreeV2(Hdf5Place place, long address, string what)
    {
        (_place, _what) = (place, what);
        var cursor = place.At(address, what);
        cursor.Signature("BTHD"u8);
        cursor.Version(0, 0);
        Type = cursor.Byte();
        var nodeBytes = cursor.UInt32();
        RecordBytes = cursor.UInt16();
        var depth = cursor.UInt16();
        cursor.Skip(2);
        _root = cursor.Address();
        _rootRecords = cursor.UInt16();
        cursor.Length();
        Checksum.Verify(cursor, address, what);
        _levels = Levels(nodeBytes, depth);
    }

    /// <summary>What the records are about.</summary>
    public int Type { get; }

    /// <summary>The length of a record.</summary>
    public int RecordBytes { get; }

    /// <summary>Opens the tree at a byte of the file.</summary>
    /// <param name="place">The object that it belongs to.</param>
    /// <param name="address">Where its header begins.</param>
    /// <param name="type">The type that it is expected to have.</param>
    /// <param name="what">What messages call it.</param>
    public static BTreeV2 Open(Hdf5Place place, long address, int type, string what)
    {
        var tree = new BTreeV2(place, address, what);
        return tree.Type == type ? tree : throw place.Error(
            $"{what} is expected to have records of type {type} at byte {address}; they have type {tree.Type}.");
    }

    /// <summary>Opens the tree of a dataset's chunks, filtered or not.</summary>
    public static BTreeV2 OpenChunks(Hdf5Place place, long address)
    {
        const string What = "the B-tree of chunks";
        var tree = new BTreeV2(place, address, What);
        return tree.Type is Chunks or FilteredChunks ? tree : throw place.Error(
            $"{What} is expected to have records of type {Chunks} or {FilteredChunks} at byte {address}; they have type {tree.Type}.");
    }

    /// <summary>Cursors on all records, in their order.</summary>
    public IEnumerable<Hdf5Cursor> Records() => _rootRecords == 0 ? [] : Records(_root, _rootRecords, _levels.Length - 1);

    private IEnumerable<Hdf5Cursor> Records(long address, int count, int depth)
    {
        var node = OpenNode(address, depth);
        var records = node.Part((long)count * RecordBytes, _what);
        var children = depth > 0 ? Children(node, count + 1, depth) : [];
        Checksum.Verify(node, address, _what);
        for (var i = 0; i <= count; i++)
        {
            if (depth > 0)
            {
                foreach (var record in Records(children[i].Address, children[i].Records, depth - 1))
                {
                    yield return record;
                }
            }

            if (i < count)
            {
                yield return records.Part(RecordBytes, _what);
            }
        }
    }

    private Hdf5Cursor OpenNode(long address, int depth)
    {
        var node = _place.At(address, _what);
        node.Signature(depth > 0 ? "BTIN"u8 : "BTLF"u8);
        node.Version(0, 0);
        node.Skip(1);
        return _visited.Add(address) ? node : throw _place.Error($"{_what} reaches the node at byte {address} twice.");
    }

    private (long Address, int Records)[] Children(Hdf5Cursor node, int count, int depth)
    {
        var children = new (long, int)[count];
        for (var i = 0; i < count; i++)
        {
            children[i] = (node.Address(), (int)node.Unsigned(_levels[0].CountBytes));
            node.Skip(depth > 1 ? _levels[depth - 1].TotalBytes : 0);
        }

        return children;
    }

    // How long the numbers of a node are follows from how many records could be below it.
    private Level[] Levels(long nodeBytes, int depth)
    {
        var leaf = RecordBytes == 0 ? 0 : (nodeBytes - NodeOverhead) / RecordBytes;
        if (depth > MaxDepth || leaf is < 1 or > ushort.MaxValue)
        {
            throw _place.Error(
                $"{_what} has nodes of {nodeBytes} bytes with records of {RecordBytes} bytes and is {depth} deep; no file has"
                + $" such a one.");
        }

        var levels = new Level[depth + 1];
        levels[0] = new Level(leaf, BytesOf(leaf), BytesOf(leaf));
        for (var i = 1; i <= depth; i++)
        {
            var pointer = _place.Source.Sizes.Address + levels[0].CountBytes + (i > 1 ? levels[i - 1].TotalBytes : 0);
            var records = Math.Max(0, (nodeBytes - NodeOverhead - pointer) / (RecordBytes + pointer));

            // Beyond what 8 bytes count, the number is only known to need all of them.
            var total = Math.Min(((records + 1) * levels[i - 1].Total) + records, 1e18);
            levels[i] = new Level(total, levels[0].CountBytes, BytesOf(total));
        }

        return levels;
    }

    private static int BytesOf(double largest) => (BitOperations.Log2((ulong)Math.Max(1, largest)) / 8) + 1;

    private readonly record struct Level(double Total, int CountBytes, int TotalBytes);
}
