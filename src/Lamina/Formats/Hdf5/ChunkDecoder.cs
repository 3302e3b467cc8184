using System.IO.Compression;

namespace Lamina.Formats.Hdf5;

/// <summary>Takes chunks through the filters of a dataset, backwards.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.l; RFC 1950 (deflate).</remarks>
internal sealed class ChunkDecoder
{
    /// <summary>No byte of deflated data stands for more than this many.</summary>
    public const int MaxRatio = 1032;

    private readonly Hdf5Place _place;
    private readonly IReadOnlyList<Filter> _filters;
    private readonly int _chunkBytes;
    private readonly int _elementBytes;

    /// <summary>Finds whether the filters are those that Lamina has.</summary>
    /// <exception cref="LaminaFormatException">One is not.</exception>
    public ChunkDecoder(Hdf5Place place, IReadOnlyList<Filter> filters, ChunkGrid grid)
    {
        (_place, _filters, _chunkBytes, _elementBytes) = (place, filters, grid.Bytes, grid.ElementBytes);
        if (filters.FirstOrDefault(f => f.Id is not (Filter.Deflate or Filter.Shuffle or Filter.Fletcher32 or Filter.Lzf)) is { } other)
        {
            throw place.Error(
                $"the data went through the filter {other}; Lamina reads deflate (1), shuffle (2), fletcher32 (3) and lzf (32000)."
                + "\n  hint: h5repack -f NONE writes a copy without filters.");
        }
    }

    /// <summary>How many bytes of elements some bytes of a file can at most stand for.</summary>
    public long Capacity(long bytes) => _filters.Any(f => f.Id is Filter.Deflate or Filter.Lzf)
        ? Math.Min(_chunkBytes, bytes > _chunkBytes ? _chunkBytes : bytes * MaxRatio)
        : Math.Min(_chunkBytes, bytes);

    /// <summary>The elements of a chunk.</summary>
    /// <param name="chunk">Where it is.</param>
    /// <param name="isPlain">Whether it went through no filter.</param>
    public byte[] Decode(Chunk chunk, bool isPlain)
    {
        var mask = isPlain ? -1 : chunk.FilterMask;
        if (Capacity(chunk.Bytes) < _chunkBytes)
        {
            throw Wrong(chunk, chunk.Bytes);
        }

        var bytes = _place.At(chunk.Address, chunk.Bytes, "the data of a chunk").Bytes(chunk.Bytes);
        for (var i = _filters.Count - 1; i >= 0; i--)
        {
            if ((mask & (1L << i)) != 0)
            {
                continue;
            }

            bytes = _filters[i].Id switch
            {
                Filter.Deflate => Inflate(chunk, bytes, Expected(i, mask)),
                Filter.Lzf => Lzf.Decompress(bytes, Expected(i, mask)) ?? throw Damaged(chunk, "lzf data"),
                Filter.Shuffle => Shuffle.Undo(bytes, _filters[i].Values is [> 0 and <= int.MaxValue and var size, ..] ? (int)size : _elementBytes),
                _ => Fletcher32.Verify(bytes) ?? throw Damaged(chunk, "data of that checksum"),
            };
        }

        return bytes.Length == _chunkBytes ? bytes : throw Wrong(chunk, bytes.Length);
    }

    // Of the filters that come before, only checksums change the length.
    private int Expected(int filter, long mask)
    {
        var bytes = _chunkBytes;
        for (var i = 0; i < filter; i++)
        {
            bytes += _filters[i].Id == Filter.Fletcher32 && (mask & (1L << i)) == 0 ? Fletcher32.Bytes : 0;
        }

        return bytes;
    }

    private byte[] Inflate(Chunk chunk, byte[] deflated, int expected)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(deflated), CompressionMode.Decompress);
            var bytes = new byte[expected];
            var found = stream.ReadAtLeast(bytes, expected, throwOnEndOfStream: false);

            // What comes behind the last byte is the checksum, which is compared when the end is met.
            return found == expected && stream.ReadByte() < 0 ? bytes : throw Damaged(chunk, $"{expected} bytes, deflated");
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException(Damaged(chunk, "deflated data").Message, e);
        }
    }

    private LaminaFormatException Wrong(Chunk chunk, long found) => _place.Error(
        $"the chunk at byte {chunk.Address} is expected to hold {_chunkBytes} bytes; from the file's {chunk.Bytes} come {found}.");

    private LaminaFormatException Damaged(Chunk chunk, string expected) => _place.Error(
        $"the chunk at byte {chunk.Address}, {chunk.Bytes} bytes long, is expected to be {expected}; it is damaged.");
}
