using System.Numerics;

namespace Lamina.Formats.Hdf5;

/// <summary>The managed blocks of a fractal heap: rows of direct blocks, twice as long from row to row, and beyond a length
/// rows of tables like this one.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section III.G, "Doubling Table", "Fractal Heap Indirect Block"
/// and "Fractal Heap Direct Block".</remarks>
internal sealed class DoublingTable
{
    private const string Table = "the indirect block of the fractal heap";
    private const string Block = "the direct block of the fractal heap";
    private const int MaxHeapBits = 62;
    private readonly Dictionary<long, long[]> _tables = [];
    private readonly HashSet<long> _blocks = [];
    private long _heap, _width, _startBytes, _root;
    private int _rootRows, _directRows;
    private bool _hasChecksums;

    private DoublingTable()
    {
    }

    /// <summary>The length of the longest direct block.</summary>
    public long MaxDirectBytes { get; private set; }

    /// <summary>How many bits an offset has.</summary>
    public int MaxBits { get; private set; }

    /// <summary>Reads the part of a heap's header that describes it.</summary>
    public static DoublingTable Read(Hdf5Cursor cursor, long heap, bool hasChecksums)
    {
        var table = new DoublingTable
        {
            _heap = heap,
            _hasChecksums = hasChecksums,
            _width = cursor.UInt16(),
            _startBytes = cursor.Length(),
            MaxDirectBytes = cursor.Length(),
            MaxBits = cursor.UInt16(),
        };
        cursor.Skip(2);
        table._root = cursor.Address();
        table._rootRows = cursor.UInt16();
        var isSound = BitOperations.IsPow2(table._width) && BitOperations.IsPow2(table._startBytes)
            && BitOperations.IsPow2(table.MaxDirectBytes) && table.MaxBits is > 0 and <= 64
            && BitOperations.Log2((ulong)table._width) + BitOperations.Log2((ulong)table._startBytes) <= MaxHeapBits
            && table.MaxDirectBytes >= table._startBytes;
        if (!isSound)
        {
            throw cursor.Error(
                $"the blocks of the fractal heap at byte {heap} have lengths that are powers of 2; it says rows of"
                + $" {table._width}, {table._startBytes} to {table.MaxDirectBytes} bytes.");
        }

        table._directRows = Log2(table.MaxDirectBytes) - Log2(table._startBytes) + 2;
        return table;
    }

    /// <summary>A cursor on a part of the heap.</summary>
    /// <param name="place">Whose heap it is.</param>
    /// <param name="offset">Where in the heap.</param>
    /// <param name="bytes">How long.</param>
    /// <param name="what">What it is.</param>
    public Hdf5Cursor Open(Hdf5Place place, long offset, long bytes, string what)
    {
        var (address, inBlock, blockBytes) = _rootRows == 0 ? (_root, offset, _startBytes) : Find(place, offset);
        if (inBlock > blockBytes || bytes > blockBytes - inBlock)
        {
            throw place.Error(
                $"{what} is expected at byte {inBlock} of {Block}, {bytes} bytes long; the block has {blockBytes} bytes.");
        }

        Verify(place, address, blockBytes);
        return place.At(address + inBlock, bytes, what);
    }

    private (long Address, long InBlock, long BlockBytes) Find(Hdf5Place place, long offset)
    {
        var (table, rows, left) = (_root, _rootRows, offset);
        while (true)
        {
            var row = left < _width * _startBytes ? 0 : Log2(left / (_width * _startBytes)) + 1;
            var rowStart = row == 0 ? 0 : (_width * _startBytes) << (row - 1);
            var blockBytes = row == 0 ? _startBytes : _startBytes << (row - 1);
            var column = (left - rowStart) / blockBytes;
            if (row >= rows)
            {
                throw place.Error($"an object is expected at byte {offset} of the fractal heap; its blocks end before.");
            }

            var address = Blocks(place, table, rows)[(row * _width) + column];
            left -= rowStart + (column * blockBytes);
            if (row < _directRows)
            {
                return (address, left, blockBytes);
            }

            // A table covers as many bytes as its place in the row has, so each step has less before it.
            (table, rows) = (address, Log2(blockBytes) - Log2(_width * _startBytes) + 1);
        }
    }

    private long[] Blocks(Hdf5Place place, long address, int rows)
    {
        if (_tables.TryGetValue(address, out var blocks))
        {
            return blocks.Length == rows * _width ? blocks : throw place.Error($"{Table} at byte {address} has two lengths.");
        }

        var cursor = place.At(address, Table);
        cursor.Signature("FHIB"u8);
        SkipPrefix(cursor);
        var addresses = cursor.Part(rows * _width * place.Source.Sizes.Address, Table);
        Checksum.Verify(cursor, address, Table);
        blocks = new long[rows * _width];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = addresses.Address();
        }

        _tables.Add(address, blocks);
        return blocks;
    }

    private void Verify(Hdf5Place place, long address, long bytes)
    {
        if (!_blocks.Add(address))
        {
            return;
        }

        var cursor = place.At(address, bytes, Block);
        cursor.Signature("FHDB"u8);
        SkipPrefix(cursor);
        if (!_hasChecksums)
        {
            return;
        }

        // The checksum is that of the whole block with zeros in its own place.
        var at = cursor.Position;
        var stated = (uint)cursor.UInt32();
        var block = place.At(address, bytes, Block).Bytes(bytes);
        block.AsSpan((int)(at - address), 4).Clear();
        var found = Checksum.Of(block);
        if (found != stated)
        {
            throw Checksum.Error(cursor, Block, address, found, at, stated);
        }
    }

    private void SkipPrefix(Hdf5Cursor cursor)
    {
        cursor.Version(0, 0);
        var heap = cursor.Address();
        if (heap != _heap)
        {
            throw cursor.Error($"a block of the fractal heap at byte {_heap} says that it is of the one at byte {heap}.");
        }

        cursor.Skip((MaxBits + 7) / 8);
    }

    private static int Log2(long value) => BitOperations.Log2((ulong)value);
}
