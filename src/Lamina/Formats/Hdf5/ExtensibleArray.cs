using System.Numerics;

namespace Lamina.Formats.Hdf5;

/// <summary>The chunks of a dataset with one axis without bound: an array in blocks that double in length.</summary>
/// <remarks>
/// <para>Source: HDF5 File Format Specification Version 3.0, section VII.D.</para>
/// <para>The elements in order: some in the index block; then those of data blocks, which come in groups ("super blocks"): group
/// u has 2^⌊u/2⌋ blocks of 2^⌈u/2⌉ times the least number of elements. The blocks of the first groups are named by the index
/// block, those of each other group by a secondary block.</para>
/// </remarks>
internal sealed class ExtensibleArray
{
    private const string What = "the extensible array of chunks";
    private const string IndexBlock = "the index block of the extensible array";
    private const string SecondaryBlock = "the secondary block of the extensible array";
    private const string DataBlock = "the data block of the extensible array";
    private const int MaxBits = 62;
    private const int ChecksumBytes = 4;
    private readonly Hdf5Place _place;
    private readonly ChunkGrid _grid;
    private readonly ChunkElement _element;
    private readonly int _offsetBytes, _indexElements, _minElements, _minPointers, _groups;
    private readonly long _pageElements;
    private readonly long _indexBlock;
    private readonly HashSet<long> _visited = [];
    private long _next;

    /// <summary>Reads the header of the array at a byte of the file.</summary>
    public ExtensibleArray(Hdf5Place place, long address, ChunkGrid grid)
    {
        (_place, _grid) = (place, grid);
        var cursor = place.At(address, What);
        cursor.Signature("EAHD"u8);
        cursor.Version(0, 0);
        _element = ChunkElement.Read(cursor, What);
        int bits = cursor.Byte();
        (_indexElements, _minElements, _minPointers) = (cursor.Byte(), cursor.Byte(), cursor.Byte());
        var pageBits = cursor.Byte();
        cursor.Skip(6L * place.Source.Sizes.Length);
        _indexBlock = cursor.Address();
        Checksum.Verify(cursor, address, What);
        if (bits > MaxBits || pageBits > MaxBits || !BitOperations.IsPow2(_minElements) || !BitOperations.IsPow2(_minPointers)
            || BitOperations.Log2((uint)_minElements) > bits)
        {
            throw place.Error(
                $"{What} at byte {address} has lengths that are powers of 2; it says {_minElements} elements and {_minPointers}"
                + $" blocks at least, indices of {bits} bits and pages of 2^{pageBits}.");
        }

        _offsetBytes = (bits + 7) / 8;
        _pageElements = 1L << pageBits;
        _groups = 1 + bits - BitOperations.Log2((uint)_minElements);
    }

    /// <summary>All chunks, in order.</summary>
    public IEnumerable<Chunk> Chunks()
    {
        if (_indexBlock == Hdf5Cursor.Undefined)
        {
            yield break;
        }

        var addressBytes = _place.Source.Sizes.Address;
        var direct = Math.Min(_groups, 2 * BitOperations.Log2((uint)_minPointers));
        var cursor = Open(_indexBlock, "EAIB"u8, IndexBlock);
        var elements = cursor.Part((long)_indexElements * _element.Bytes, IndexBlock);
        var blocks = cursor.Part(2L * (_minPointers - 1) * addressBytes, IndexBlock);
        var secondary = cursor.Part((long)(_groups - direct) * addressBytes, IndexBlock);
        Checksum.Verify(cursor, _indexBlock, IndexBlock);
        _next = _indexElements;
        var all = _element.Chunks(elements, 0, _grid)
            .Concat(Enumerable.Range(0, direct).SelectMany(group => Blocks(blocks, group, [])))
            .Concat(Enumerable.Range(direct, _groups - direct).SelectMany(group => Secondary(secondary.Address(), group)));
        foreach (var chunk in all)
        {
            yield return chunk;
        }
    }

    private IEnumerable<Chunk> Secondary(long address, int group)
    {
        if (address == Hdf5Cursor.Undefined)
        {
            _next += BlocksOf(group) * ElementsOf(group);
            return [];
        }

        var cursor = Open(address, "EASB"u8, SecondaryBlock);
        cursor.Skip(_offsetBytes);
        var pages = Pages(ElementsOf(group));
        var bitmap = pages == 0 ? [] : cursor.Bytes(BlocksOf(group) * ((pages + 7) / 8));
        var blocks = cursor.Part(BlocksOf(group) * _place.Source.Sizes.Address, SecondaryBlock);
        Checksum.Verify(cursor, address, SecondaryBlock);
        return Blocks(blocks, group, bitmap);
    }

    private IEnumerable<Chunk> Blocks(Hdf5Cursor addresses, int group, byte[] bitmap)
    {
        for (var block = 0L; block < BlocksOf(group); block++)
        {
            var address = addresses.Address();
            if (address != Hdf5Cursor.Undefined)
            {
                foreach (var chunk in Block(address, ElementsOf(group), block, bitmap))
                {
                    yield return chunk;
                }
            }

            _next += ElementsOf(group);
        }
    }

    private IEnumerable<Chunk> Block(long address, long count, long block, byte[] bitmap)
    {
        var cursor = Open(address, "EADB"u8, DataBlock);
        cursor.Skip(_offsetBytes);
        if (Pages(count) is var pages && pages == 0)
        {
            var elements = cursor.Part(count * _element.Bytes, DataBlock);
            Checksum.Verify(cursor, address, DataBlock);
            return _element.Chunks(elements, _next, _grid);
        }

        Checksum.Verify(cursor, address, DataBlock);
        return PagesOf(cursor, pages, block, bitmap);
    }

    private IEnumerable<Chunk> PagesOf(Hdf5Cursor cursor, long pages, long block, byte[] bitmap)
    {
        for (var page = 0L; page < pages; page++)
        {
            var elements = cursor.Part(_pageElements * _element.Bytes, DataBlock);
            var checksum = cursor.Part(ChecksumBytes, DataBlock);
            if (bitmap.Length > 0 && !PageBitmap.IsSet(bitmap, (block * pages) + page))
            {
                continue;
            }

            elements.VerifyBefore(checksum, DataBlock);
            foreach (var chunk in _element.Chunks(elements, _next + (page * _pageElements), _grid))
            {
                yield return chunk;
            }
        }
    }

    private Hdf5Cursor Open(long address, ReadOnlySpan<byte> signature, string what)
    {
        var cursor = _place.At(address, what);
        cursor.Signature(signature);
        cursor.Version(0, 0);
        cursor.Skip(1 + _place.Source.Sizes.Address);
        return _visited.Add(address) ? cursor : throw _place.Error($"{What} reaches the block at byte {address} twice.");
    }

    // How many pages a block of so many elements has; none where it is short enough to have no pages.
    private long Pages(long elements) => elements > _pageElements ? elements / _pageElements : 0;

    private static long BlocksOf(int group) => 1L << (group / 2);

    private long ElementsOf(int group) => (1L << ((group + 1) / 2)) * _minElements;
}
