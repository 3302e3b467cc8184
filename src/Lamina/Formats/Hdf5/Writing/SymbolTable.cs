namespace Lamina.Formats.Hdf5.Writing;

/// <summary>Where an object of a group stands; a group also says where its names are.</summary>
internal readonly record struct SymbolEntry(int Header, int Tree = 0, int Heap = 0)
{
    public bool IsGroup => Tree > 0;
}

/// <summary>Writes the members of a group: a heap of names, nodes of eight entries in the order of their names, and above
/// them a tree of nodes of 32 children.</summary>
/// <remarks>Source: "HDF5 File Format Specification", version 3.0, sections III.A.1 (Version 1 B-trees), III.B (Group Symbol
/// Table Nodes), III.C (Symbol Table Entry), III.D (Local Heaps).</remarks>
internal static class SymbolTable
{
    /// <summary>Half of the entries that a node holds at most.</summary>
    public const int LeafK = 4;

    /// <summary>Half of the children that a node of the tree has at most.</summary>
    public const int InternalK = 16;

    private const int EntryBytes = 40;
    private const int NodeBytes = 8 + (2 * LeafK * EntryBytes);
    private const int TreeNodeBytes = 24 + (16 * 2 * InternalK) + 8;

    // Ends the list of free blocks: there is none.
    private const int NoFreeBlock = 1;

    /// <summary>Writes the members, which are in order.</summary>
    /// <returns>The addresses of the tree and of the heap.</returns>
    public static (int Tree, int Heap) Write(IReadOnlyList<(byte[] Name, SymbolEntry Entry)> members, FileBytes bytes)
    {
        var heap = WriteNames([.. members.Select(member => member.Name)], bytes, out var names);
        var nodes = new List<Child>();
        foreach (var chunk in members.Select((member, i) => (Name: names[i], member.Entry)).Chunk(2 * LeafK))
        {
            nodes.Add(new Child(bytes.Length, chunk[^1].Name));
            WriteNode(chunk, bytes);
        }

        return (WriteTree(nodes, bytes), heap);
    }

    /// <summary>Writes one entry.</summary>
    public static void WriteEntry(int name, SymbolEntry entry, FileBytes bytes)
    {
        bytes.UInt64(name);
        bytes.UInt64(entry.Header);
        bytes.UInt32(entry.IsGroup ? 1 : 0);
        bytes.Zeros(4);
        bytes.UInt64(entry.Tree);
        bytes.UInt64(entry.Heap);
    }

    // The first name is the empty one, which is less than all others.
    private static int WriteNames(byte[][] names, FileBytes bytes, out int[] places)
    {
        var start = bytes.Length;
        var length = 8 + names.Sum(name => (name.Length + 8) & ~7);
        bytes.Add("HEAP\0\0\0\0"u8);
        bytes.UInt64(length);
        bytes.UInt64(NoFreeBlock);
        bytes.UInt64(start + 32);
        bytes.Zeros(8);
        places = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            places[i] = bytes.Length - start - 32;
            bytes.Add(names[i]);
            bytes.Zeros(1);
            bytes.Align();
        }

        return start;
    }

    private static void WriteNode((int Name, SymbolEntry Entry)[] entries, FileBytes bytes)
    {
        var start = bytes.Length;
        bytes.Add("SNOD\u0001\0"u8);
        bytes.UInt16(entries.Length);
        foreach (var (name, entry) in entries)
        {
            WriteEntry(name, entry, bytes);
        }

        bytes.Zeros(start + NodeBytes - bytes.Length);
    }

    // Level by level, until one node is above all; an empty group has a node without children.
    private static int WriteTree(List<Child> children, FileBytes bytes)
    {
        for (var level = 0; ; level++)
        {
            var start = bytes.Length;
            Child[][] parts = [.. children.Chunk(2 * InternalK).DefaultIfEmpty([])];
            var parents = new List<Child>();
            var before = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                parents.Add(new Child(bytes.Length, parts[i].Length == 0 ? 0 : parts[i][^1].LastName));
                bytes.Add("TREE\0"u8);
                bytes.UInt8(level);
                bytes.UInt16(parts[i].Length);
                bytes.UInt64(i == 0 ? FileBytes.Undefined : bytes.Length - 8 - TreeNodeBytes);
                bytes.UInt64(i == parts.Length - 1 ? FileBytes.Undefined : bytes.Length - 16 + TreeNodeBytes);
                WriteChildren(parts[i], before, bytes);
                before = parents[^1].LastName;
                bytes.Zeros(start + ((i + 1) * TreeNodeBytes) - bytes.Length);
            }

            if (parents.Count == 1)
            {
                return start;
            }

            children = parents;
        }
    }

    // Between the children stand names: none of the left one is greater, all of the right one are.
    private static void WriteChildren(Child[] children, int before, FileBytes bytes)
    {
        bytes.UInt64(before);
        foreach (var child in children)
        {
            bytes.UInt64(child.Address);
            bytes.UInt64(child.LastName);
        }
    }

    /// <summary>A node and the place in the heap of its last name.</summary>
    private readonly record struct Child(int Address, int LastName);
}
