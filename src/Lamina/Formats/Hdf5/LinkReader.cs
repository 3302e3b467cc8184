namespace Lamina.Formats.Hdf5;

/// <summary>The links of a group, wherever it keeps them: in a symbol table, in its header, or, when they are many, in a
/// heap.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections IV.A.2.c (link info) and IV.C, "Groups".</remarks>
internal static class LinkReader
{
    private const int IsTracked = 1;

    // A record has the name's hash before the ID.
    private const int HashBytes = 4;

    /// <summary>All links by name: in the order in which they were made where the file keeps that, else by name.</summary>
    public static OrderedDictionary<string, Hdf5Link> ReadAll(Hdf5Place place, ObjectHeader header)
    {
        var links = new OrderedDictionary<string, Hdf5Link>(StringComparer.Ordinal);
        var found = header.Find(MessageType.SymbolTable) is { } table
            ? SymbolTableNode.Links(table.Open())
            : header.All(MessageType.Link).Select(message => LinkMessage.Read(message.Open()))
                .Concat(Dense(place, header))
                .OrderBy(link => link.Order ?? 0).ThenBy(link => link.Name, StringComparer.Ordinal);
        foreach (var link in found)
        {
            if (!links.TryAdd(link.Name, link))
            {
                throw place.Error($"the names in a group differ; '{link.Name}' is there twice.");
            }
        }

        return links;
    }

    private static IEnumerable<Hdf5Link> Dense(Hdf5Place place, ObjectHeader header)
    {
        if (header.Find(MessageType.LinkInfo)?.Open() is not { } info)
        {
            yield break;
        }

        info.Version(0, 0);
        info.Skip((info.Byte() & IsTracked) != 0 ? 8 : 0);
        var heapAddress = info.Address();
        if (heapAddress == Hdf5Cursor.Undefined)
        {
            yield break;
        }

        var heap = new FractalHeap(place, heapAddress);
        foreach (var record in BTreeV2.Open(place, info.Address(), BTreeV2.LinkNames, "the B-tree of links").Records())
        {
            record.Skip(HashBytes);
            yield return LinkMessage.Read(heap.Open(record, "a link"));
        }
    }
}
