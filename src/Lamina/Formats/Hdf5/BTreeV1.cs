namespace Lamina.Formats.Hdf5;

/// <summary>A B-tree of version 1: symbol tables or chunks, in order.</summary>
/// <remarks>
/// <para>Source: HDF5 File Format Specification Version 3.0, section III.A.1.</para>
/// <para>Keys only serve to find one entry faster; here all are wanted. Of the key before each entry, the entry's reader gets
/// a cursor.</para>
/// </remarks>
internal static class BTreeV1
{
    public const int GroupNode = 0;
    public const int ChunkNode = 1;

    /// <summary>The entries of all leaves, from left to right.</summary>
    /// <param name="place">The object that the tree is of.</param>
    /// <param name="root">The byte at which the root node begins.</param>
    /// <param name="type"><see cref="GroupNode"/> or <see cref="ChunkNode"/>.</param>
    /// <param name="keyBytes">The length of a key.</param>
    /// <param name="what">What messages call it, such as <c>the B-tree of chunks</c>.</param>
    /// <returns>Cursors on a key and the address behind it.</returns>
    public static IEnumerable<Hdf5Cursor> Entries(Hdf5Place place, long root, int type, int keyBytes, string what)
    {
        var visited = new HashSet<long>();
        var open = new Stack<(Hdf5Cursor Node, int Level, int Left)>();
        open.Push(OpenNode(place, root, type, null, what, visited));
        while (open.TryPop(out var at))
        {
            if (at.Left == 0)
            {
                continue;
            }

            open.Push(at with { Left = at.Left - 1 });
            var entry = at.Node.Part(keyBytes + place.Source.Sizes.Address, what);
            if (at.Level == 0)
            {
                yield return entry;
            }
            else
            {
                entry.Skip(keyBytes);
                open.Push(OpenNode(place, entry.Address(), type, at.Level - 1, what, visited));
            }
        }
    }

    // A level that falls by one with each step, and nodes that are visited once, bound the walk.
    private static (Hdf5Cursor Node, int Level, int Entries) OpenNode(
        Hdf5Place place, long address, int type, int? level, string what, HashSet<long> visited)
    {
        var node = place.At(address, what);
        node.Signature("TREE"u8);
        int foundType = node.Byte(), foundLevel = node.Byte();
        var entries = node.UInt16();
        if (foundType != type || foundLevel != (level ?? foundLevel))
        {
            throw place.Error(
                $"{what} is expected to have a node of type {type}{(level is null ? "" : $" and level {level}")} at byte {address};"
                + $" there is one of type {foundType} and level {foundLevel}.");
        }

        if (!visited.Add(address))
        {
            throw place.Error($"{what} reaches the node at byte {address} twice.");
        }

        node.Skip(2 * place.Source.Sizes.Address);
        return (node, foundLevel, entries);
    }
}
