namespace Lamina.Formats.Hdf5;

/// <summary>The chunks of a dataset whose axes are bounded, in one array.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section VII.C.</remarks>
internal static class FixedArray
{
    private const string What = "the fixed array of chunks";
    private const string Block = "the data block of the fixed array";
    private const int ChecksumBytes = 4;

    /// <summary>All chunks, in order.</summary>
    public static IEnumerable<Chunk> Chunks(Hdf5Place place, long address, ChunkGrid grid)
    {
        var header = place.At(address, What);
        header.Signature("FAHD"u8);
        header.Version(0, 0);
        var element = ChunkElement.Read(header, What);
        var pageBits = header.Byte();
        var count = header.Length();
        var block = header.Address();
        Checksum.Verify(header, address, What);
        return block == Hdf5Cursor.Undefined ? [] : ReadBlock(place, block, element, count, pageBits, grid);
    }

    private static IEnumerable<Chunk> ReadBlock(
        Hdf5Place place, long address, ChunkElement element, long count, int pageBits, ChunkGrid grid)
    {
        var cursor = place.At(address, Block);
        cursor.Signature("FADB"u8);
        cursor.Version(0, 0);
        cursor.Skip(1 + place.Source.Sizes.Address);
        if (count > cursor.Remaining / element.Bytes)
        {
            throw place.Error($"{What} has {count} elements of {element.Bytes} bytes; the file ends {cursor.Remaining} bytes after byte {cursor.Position}.");
        }

        var pageElements = pageBits < 32 ? 1L << pageBits : long.MaxValue;
        if (count <= pageElements)
        {
            var elements = cursor.Part(count * element.Bytes, Block);
            Checksum.Verify(cursor, address, Block);
            return element.Chunks(elements, 0, grid);
        }

        var pages = ((count - 1) / pageElements) + 1;
        var bitmap = cursor.Bytes((pages + 7) / 8);
        Checksum.Verify(cursor, address, Block);
        return Enumerable.Range(0, (int)pages).SelectMany(page =>
        {
            var start = page * pageElements;
            var elements = cursor.Part(Math.Min(pageElements, count - start) * element.Bytes, Block);
            var checksum = cursor.Part(ChecksumBytes, Block);
            if (!PageBitmap.IsSet(bitmap, page))
            {
                return [];
            }

            elements.VerifyBefore(checksum, Block);
            return element.Chunks(elements, start, grid);
        });
    }
}
