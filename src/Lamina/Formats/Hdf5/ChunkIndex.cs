namespace Lamina.Formats.Hdf5;

/// <summary>Finds the chunks of a dataset, by whichever index it has.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections III.A.1, III.A.2 and VII.A to VII.E.</remarks>
internal static class ChunkIndex
{
    private const string Tree = "the B-tree of chunks";

    /// <summary>All chunks that the file has, in the order of the index.</summary>
    public static IEnumerable<Chunk> Chunks(Hdf5Place place, DataLayoutMessage layout, ChunkGrid grid) =>
        layout.Address == Hdf5Cursor.Undefined ? [] : layout.Index switch
        {
            ChunkIndexType.BTreeV1 => OfTree1(place, layout.Address, grid),
            ChunkIndexType.SingleChunk => [new Chunk(0, layout.Address, layout.Bytes ?? grid.Bytes, layout.FilterMask)],
            ChunkIndexType.Implicit => Implicit(place, layout.Address, grid),
            ChunkIndexType.FixedArray => FixedArray.Chunks(place, layout.Address, grid),
            ChunkIndexType.ExtensibleArray => new ExtensibleArray(place, layout.Address, grid).Chunks(),
            _ => OfTree2(place, layout.Address, grid),
        };

    private static IEnumerable<Chunk> OfTree1(Hdf5Place place, long address, ChunkGrid grid)
    {
        var offsets = new long[grid.Rank];
        foreach (var entry in BTreeV1.Entries(place, address, BTreeV1.ChunkNode, 16 + (8 * grid.Rank), Tree))
        {
            var (bytes, mask) = (entry.UInt32(), entry.UInt32());
            Read(entry, offsets);
            entry.Skip(8);
            if (grid.NumberOfElement(offsets) is { } number)
            {
                yield return new Chunk(number, entry.Address(), bytes, mask);
            }
        }
    }

    private static IEnumerable<Chunk> OfTree2(Hdf5Place place, long address, ChunkGrid grid)
    {
        var tree = BTreeV2.OpenChunks(place, address);
        var isFiltered = tree.Type == BTreeV2.FilteredChunks;
        var sizeBytes = tree.RecordBytes - place.Source.Sizes.Address - 4 - (8 * grid.Rank);
        if (isFiltered ? sizeBytes is < 1 or > 8 : sizeBytes != -4)
        {
            throw place.Error($"{Tree} has records of {tree.RecordBytes} bytes, which does not fit {grid.Rank} axes.");
        }

        var offsets = new long[grid.Rank];
        foreach (var record in tree.Records())
        {
            var chunk = record.Address();
            var (bytes, mask) = isFiltered ? (record.Count(sizeBytes), record.UInt32()) : (grid.Bytes, 0);
            Read(record, offsets);
            if (grid.NumberOf(offsets) is { } number)
            {
                yield return new Chunk(number, chunk, bytes, mask);
            }
        }
    }

    // All lie one behind the other; the file must be long enough for them.
    private static IEnumerable<Chunk> Implicit(Hdf5Place place, long address, ChunkGrid grid)
    {
        for (long index = 0, found = 0; found < grid.Count; index++)
        {
            var chunk = place.At(address, grid.Bytes, "the data of a chunk").Position;
            address += grid.Bytes;
            if (grid.NumberOfIndex(index) is { } number)
            {
                found++;
                yield return new Chunk(number, chunk, grid.Bytes, 0);
            }
        }
    }

    private static void Read(Hdf5Cursor cursor, Span<long> offsets)
    {
        foreach (ref var offset in offsets)
        {
            offset = (long)Math.Min(cursor.Unsigned(8), long.MaxValue);
        }
    }
}
