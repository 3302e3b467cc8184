namespace Lamina.Formats.Hdf5;

/// <summary>A leaf of a group's B-tree: names and what they stand for.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections III.B and III.C.</remarks>
internal static class SymbolTableNode
{
    private const string What = "the symbol table node";
    private const int SoftLink = 2;

    /// <summary>The links of a group, in the order of its B-tree.</summary>
    /// <param name="message">The group's message of type symbol table.</param>
    public static IEnumerable<Hdf5Link> Links(Hdf5Cursor message)
    {
        var place = message.Place;
        var tree = message.Address();
        var heap = new LocalHeap(place, message.Address());
        var keyBytes = place.Source.Sizes.Length;
        var visited = new HashSet<long>();
        foreach (var entry in BTreeV1.Entries(place, tree, BTreeV1.GroupNode, keyBytes, "the B-tree of the group"))
        {
            entry.Skip(keyBytes);
            var address = entry.Address();
            if (!visited.Add(address))
            {
                throw place.Error($"the B-tree of the group reaches {What} at byte {address} twice.");
            }

            foreach (var link in Read(place, address, heap))
            {
                yield return link;
            }
        }
    }

    private static IEnumerable<Hdf5Link> Read(Hdf5Place place, long address, LocalHeap heap)
    {
        var cursor = place.At(address, What);
        cursor.Signature("SNOD"u8);
        cursor.Version(1, 1);
        cursor.Skip(1);
        for (var left = cursor.UInt16(); left > 0; left--)
        {
            // The specification calls it an offset; the library has always written a length.
            var name = heap.Text(cursor.Length());
            var target = cursor.Address();
            var cache = cursor.UInt32();
            cursor.Skip(4);
            var scratch = cursor.Part(16, What);
            yield return cache == SoftLink
                ? new Hdf5Link(name, Hdf5LinkKind.Soft, Hdf5Cursor.Undefined, heap.Text(scratch.UInt32()))
                : new Hdf5Link(name, Hdf5LinkKind.Hard, target, "");
        }
    }
}
