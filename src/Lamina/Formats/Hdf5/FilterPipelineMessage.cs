namespace Lamina.Formats.Hdf5;

/// <summary>The filters that chunks went through when they were written, in that order.</summary>
/// <param name="Filters">The filters.</param>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.l.</remarks>
internal sealed record FilterPipelineMessage(IReadOnlyList<Filter> Filters)
{
    private const int MaxFilters = 32;
    private const int FirstForeign = 256;

    /// <summary>Reads it.</summary>
    public static FilterPipelineMessage Read(Hdf5Cursor cursor)
    {
        var version = cursor.Version(1, 2);
        var count = cursor.Byte();
        if (count > MaxFilters)
        {
            throw cursor.Error($"chunks go through at most {MaxFilters} filters; the filter pipeline has {count}.");
        }

        cursor.Skip(version == 1 ? 6 : 0);
        var filters = new Filter[count];
        for (var i = 0; i < count; i++)
        {
            filters[i] = ReadFilter(cursor, version);
        }

        return new FilterPipelineMessage(filters);
    }

    private static Filter ReadFilter(Hdf5Cursor cursor, int version)
    {
        var id = cursor.UInt16();
        var nameBytes = version == 1 || id >= FirstForeign ? cursor.UInt16() : 0;
        cursor.Skip(2);
        var values = new long[cursor.UInt16()];
        var name = cursor.Text(version == 1 ? nameBytes + (-nameBytes & 7) : nameBytes);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = cursor.UInt32();
        }

        cursor.Skip(version == 1 && values.Length % 2 == 1 ? 4 : 0);
        return new Filter(id, name, values);
    }
}
