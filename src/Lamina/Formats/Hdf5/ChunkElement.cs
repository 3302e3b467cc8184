namespace Lamina.Formats.Hdf5;

/// <summary>What arrays of chunks have of each: an address and, where there are filters, a length and a mask.</summary>
/// <param name="Bytes">The length of an element of the array.</param>
/// <param name="IsFiltered">Whether there are filters.</param>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections VII.C and VII.D, "client ID".</remarks>
internal readonly record struct ChunkElement(int Bytes, bool IsFiltered)
{
    private const int MaskBytes = 4;

    /// <summary>Checks the two numbers that an array begins with.</summary>
    public static ChunkElement Read(Hdf5Cursor cursor, string what)
    {
        int client = cursor.Byte(), bytes = cursor.Byte();
        var sizeBytes = bytes - cursor.Place.Source.Sizes.Address - MaskBytes;
        return client switch
        {
            0 when sizeBytes == -MaskBytes => new(bytes, false),
            1 when sizeBytes is >= 1 and <= 8 => new(bytes, true),
            _ => throw cursor.Error($"{what} has elements of kind {client} and of {bytes} bytes; there are none such."),
        };
    }

    /// <summary>Reads elements up to the end of a cursor.</summary>
    /// <param name="cursor">On the first.</param>
    /// <param name="index">The number of the first.</param>
    /// <param name="grid">What the chunks are of.</param>
    public IEnumerable<Chunk> Chunks(Hdf5Cursor cursor, long index, ChunkGrid grid)
    {
        for (; cursor.Remaining >= Bytes; index++)
        {
            var address = cursor.Address();
            var bytes = IsFiltered ? cursor.Count(Bytes - cursor.Place.Source.Sizes.Address - MaskBytes) : grid.Bytes;
            var mask = IsFiltered ? cursor.UInt32() : 0;
            if (address != Hdf5Cursor.Undefined && grid.NumberOfIndex(index) is { } number)
            {
                yield return new Chunk(number, address, bytes, mask);
            }
        }
    }
}
