namespace Lamina.Formats.Hdf5;

/// <summary>The collections of a file in which data of variable length lies.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section III.E.</remarks>
internal sealed class GlobalHeap(Hdf5Source source)
{
    private const string What = "the global heap collection";
    private readonly Dictionary<long, Dictionary<long, (long Start, long Bytes)>> _collections = [];
    private long _bytes;

    /// <summary>A text.</summary>
    /// <param name="place">Whose it is.</param>
    /// <param name="offset">Where its collection begins, counted from the superblock.</param>
    /// <param name="index">Its number there.</param>
    /// <param name="bytes">Its length.</param>
    /// <exception cref="LaminaFormatException">There is none.</exception>
    public string Text(Hdf5Place place, long offset, long index, long bytes)
    {
        if (offset < 0 || offset > source.Length - source.Sizes.Base)
        {
            throw place.Error($"{What} is expected at the address {(ulong)offset}; the file has {source.Length} bytes.");
        }

        var address = source.Sizes.Base + offset;
        if (!_collections.TryGetValue(address, out var collection))
        {
            collection = ReadCollection(place, address);
            _collections.Add(address, collection);
        }

        if (!collection.TryGetValue(index, out var found) || found.Bytes != bytes)
        {
            throw place.Error(
                $"{What} at byte {address} is expected to have an object {index} of {bytes} bytes; it has"
                + $" {(collection.ContainsKey(index) ? $"one of {found.Bytes}" : "none of that number")}.");
        }

        return place.At(found.Start, bytes, What).Text(bytes);
    }

    private Dictionary<long, (long Start, long Bytes)> ReadCollection(Hdf5Place place, long address)
    {
        var start = place.At(address, What);
        start.Signature("GCOL"u8);
        start.Version(1, 1);
        start.Skip(3);
        var total = start.Length();
        var cursor = place.At(address, total, What);
        cursor.Skip(Math.Min(cursor.Remaining, Whole(start.Position - address)));

        // Collections that overlap would be read many times over.
        if ((_bytes += total) > source.Length)
        {
            throw place.Error($"{What} at byte {address} has {total} bytes; together with those before it has more than the file.");
        }

        var objects = new Dictionary<long, (long, long)>();
        var padding = Whole(8 + source.Sizes.Length) - 8 - source.Sizes.Length;
        var prefix = Whole(8 + source.Sizes.Length);
        while (cursor.Remaining >= prefix)
        {
            var index = cursor.UInt16();
            cursor.Skip(6);
            var bytes = cursor.Length();
            cursor.Skip(padding);
            if (index == 0)
            {
                break;
            }

            objects[index] = (cursor.Position, bytes);
            cursor.Skip(bytes);
            cursor.Skip(Math.Min(cursor.Remaining, Whole(bytes) - bytes));
        }

        return objects;
    }

    // All that a collection has begins at a multiple of 8 bytes.
    private static long Whole(long bytes) => bytes + (-bytes & 7);
}
