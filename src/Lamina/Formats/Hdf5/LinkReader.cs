namespace Lamina.Formats.Hdf5;

/// <summary>The links of a group, wherever it keeps them.</summary>
internal static class LinkReader
{
    /// <summary>All links by name: in the order in which they were made where the file keeps that, else by name.</summary>
    public static OrderedDictionary<string, Hdf5Link> ReadAll(Hdf5Place place, ObjectHeader header)
    {
        var links = new OrderedDictionary<string, Hdf5Link>(StringComparer.Ordinal);
        var found = header.Find(MessageType.SymbolTable) is { } table
            ? SymbolTableNode.Links(table.Open())
            : throw place.Error("newer groups are not read yet.");
        foreach (var link in found)
        {
            if (!links.TryAdd(link.Name, link))
            {
                throw place.Error($"the names in a group differ; '{link.Name}' is there twice.");
            }
        }

        return links;
    }
}
