namespace Lamina.Formats.Hdf5;

/// <summary>The attributes of an object, wherever it keeps them: in its header or, when they are many or long, in a
/// heap.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.v (attribute info).</remarks>
internal static class AttributeReader
{
    private const int IsTracked = 1;
    private const int IsShared = 2;

    /// <summary>All attributes by name: in the order of the header, then those of the heap as they were made, where the file
    /// keeps that, else by name.</summary>
    public static OrderedDictionary<string, Hdf5Attribute> ReadAll(Hdf5Place place, ObjectHeader header)
    {
        var attributes = new OrderedDictionary<string, Hdf5Attribute>(StringComparer.Ordinal);
        var found = header.All(MessageType.Attribute).Select(message => AttributeMessage.Read(message.Open()))
            .Concat(Dense(place, header)
                .OrderBy(pair => pair.Order).ThenBy(pair => pair.Attribute.Name, StringComparer.Ordinal)
                .Select(pair => pair.Attribute));
        foreach (var attribute in found)
        {
            if (!attributes.TryAdd(attribute.Name, attribute))
            {
                throw place.Error($"the attributes of an object have different names; '{attribute.Name}' is there twice.");
            }
        }

        return attributes;
    }

    private static IEnumerable<(long Order, Hdf5Attribute Attribute)> Dense(Hdf5Place place, ObjectHeader header)
    {
        if (header.Find(MessageType.AttributeInfo)?.Open() is not { } info)
        {
            yield break;
        }

        info.Version(0, 0);
        var isTracked = (info.Byte() & IsTracked) != 0;
        info.Skip(isTracked ? 2 : 0);
        var heapAddress = info.Address();
        if (heapAddress == Hdf5Cursor.Undefined)
        {
            yield break;
        }

        var heap = new FractalHeap(place, heapAddress);
        var names = BTreeV2.Open(place, info.Address(), BTreeV2.AttributeNames, "the B-tree of attributes");
        foreach (var record in names.Records())
        {
            var message = heap.Open(record, "an attribute");
            if ((record.Byte() & IsShared) != 0)
            {
                throw place.Error("an attribute stands in a table of shared messages, which Lamina does not read.");
            }

            yield return (isTracked ? record.UInt32() : 0, AttributeMessage.Read(message));
        }
    }
}
