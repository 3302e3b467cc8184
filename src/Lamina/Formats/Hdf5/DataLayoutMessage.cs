namespace Lamina.Formats.Hdf5;

/// <summary>How the elements of a dataset are kept.</summary>
/// <param name="Class">Where they lie.</param>
/// <param name="Address">The byte at which they, or the index of chunks, begin.</param>
/// <param name="Bytes">How many there are where they lie in one piece; null where only the dataspace tells.</param>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.i.</remarks>
internal sealed record DataLayoutMessage(LayoutClass Class, long Address, long? Bytes)
{
    private const int EdgesUnfiltered = 1;
    private const int SingleFiltered = 2;

    /// <summary>The axes of a chunk; the last is the bytes of an element.</summary>
    public IReadOnlyList<long> ChunkAxes { get; private init; } = [];

    /// <summary>How chunks are found.</summary>
    public ChunkIndexType Index { get; private init; }

    /// <summary>Whether filters pass over chunks that reach beyond the dataset.</summary>
    public bool HasPlainEdges { get; private init; }

    /// <summary>Filters that the only chunk did not go through.</summary>
    public long FilterMask { get; private init; }

    /// <summary>Reads it.</summary>
    public static DataLayoutMessage Read(Hdf5Cursor cursor)
    {
        var version = cursor.Version(1, 4);
        if (version < 3)
        {
            return ReadOld(cursor);
        }

        var layout = (LayoutClass)cursor.Byte();
        switch (layout)
        {
            case LayoutClass.Compact:
                var bytes = cursor.UInt16();
                return new(layout, cursor.Position, cursor.Part(bytes, "the data of the header").Remaining);
            case LayoutClass.Contiguous:
                return new(layout, cursor.Address(), cursor.Length());
            case LayoutClass.Chunked:
                return version == 3 ? ReadChunked3(cursor) : ReadChunked4(cursor);
            case LayoutClass.Virtual when version == 4:
                return new(layout, Hdf5Cursor.Undefined, null);
            default:
                throw Unknown(cursor, layout);
        }
    }

    private static DataLayoutMessage ReadOld(Hdf5Cursor cursor)
    {
        var rank = cursor.Byte();
        var layout = (LayoutClass)cursor.Byte();
        cursor.Skip(5);
        var address = layout == LayoutClass.Compact ? Hdf5Cursor.Undefined : cursor.Address();
        var axes = Axes(cursor, rank, 4);
        switch (layout)
        {
            case LayoutClass.Compact:
                var bytes = cursor.UInt32();
                return new(layout, cursor.Position, cursor.Part(bytes, "the data of the header").Remaining);
            case LayoutClass.Contiguous:
                return new(layout, address, null);
            case LayoutClass.Chunked:
                return new(layout, address, null) { ChunkAxes = axes };
            default:
                throw Unknown(cursor, layout);
        }
    }

    private static DataLayoutMessage ReadChunked3(Hdf5Cursor cursor)
    {
        var rank = cursor.Byte();
        var address = cursor.Address();
        return new(LayoutClass.Chunked, address, null) { ChunkAxes = Axes(cursor, rank, 4) };
    }

    private static DataLayoutMessage ReadChunked4(Hdf5Cursor cursor)
    {
        int flags = cursor.Byte(), rank = cursor.Byte(), bytes = cursor.Byte();
        if (bytes is < 1 or > 8)
        {
            throw cursor.Error($"the axes of a chunk take 1 to 8 bytes; the data layout says {bytes} at byte {cursor.Position - 1}.");
        }

        var axes = Axes(cursor, rank, bytes);
        var index = (ChunkIndexType)cursor.Byte();
        if (index is < ChunkIndexType.SingleChunk or > ChunkIndexType.BTreeV2)
        {
            throw cursor.Error($"an index of chunks has a type from 1 to 5; there is {(int)index} at byte {cursor.Position - 1}.");
        }

        var isFiltered = index == ChunkIndexType.SingleChunk && (flags & SingleFiltered) != 0;
        long? size = isFiltered ? cursor.Length() : null;
        var mask = isFiltered ? cursor.UInt32() : 0;

        // These parameters stand in the index itself, too.
        cursor.Skip(index switch
        {
            ChunkIndexType.FixedArray => 1,
            ChunkIndexType.ExtensibleArray => 5,
            ChunkIndexType.BTreeV2 => 6,
            _ => 0,
        });
        return new(LayoutClass.Chunked, cursor.Address(), size)
        {
            ChunkAxes = axes,
            Index = index,
            HasPlainEdges = (flags & EdgesUnfiltered) != 0,
            FilterMask = mask,
        };
    }

    private static long[] Axes(Hdf5Cursor cursor, int rank, int bytes)
    {
        var axes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            axes[i] = cursor.Count(bytes);
        }

        return axes;
    }

    private static LaminaFormatException Unknown(Hdf5Cursor cursor, LayoutClass layout) => cursor.Error(
        $"data is compact (0), contiguous (1), chunked (2) or virtual (3); the data layout says {(int)layout}.");
}
