using System.Text;

namespace Lamina.Formats.Hdf5.Writing;

/// <summary>Writes a tree as a file: first everything that describes it, made up in memory, then the elements of the
/// datasets, which go from where they are straight to the file.</summary>
/// <remarks>Source: The HDF Group, "HDF5 File Format Specification", version 3.0.</remarks>
internal sealed class Hdf5Writer
{
    private const int SuperblockBytes = 96;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly FileBytes _bytes = new();
    private readonly TextHeap _texts = new();
    private readonly ObjectHeader _headers;
    private readonly List<(WrittenArray Array, int Place)> _arrays = [];

    private static ReadOnlySpan<byte> Gap => [0, 0, 0, 0, 0, 0, 0];

    private Hdf5Writer() => _headers = new ObjectHeader(_bytes, _texts);

    public static void Write(Hdf5Tree root, Stream stream) => new Hdf5Writer().WriteFile(root, stream);

    private void WriteFile(Hdf5Tree root, Stream stream)
    {
        _bytes.Zeros(SuperblockBytes);
        var entry = WriteGroups(root);
        _texts.Write(_bytes);
        var end = PlaceArrays();
        var superblock = new FileBytes();
        WriteSuperblock(entry, end, superblock);
        stream.Write(superblock.Span);
        stream.Write(_bytes.Span[SuperblockBytes..]);
        WriteArrays(stream);
    }

    // Breadth first is parents first; backwards, so that what a group holds has its address before the group.
    private SymbolEntry WriteGroups(Hdf5Tree root)
    {
        List<Hdf5Tree> groups = [root];
        for (var i = 0; i < groups.Count; i++)
        {
            groups.AddRange(groups[i].Members.Values.OfType<Hdf5Tree>());
        }

        var entries = new Dictionary<Hdf5Tree, SymbolEntry>();
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            entries[groups[i]] = WriteGroup(groups[i], entries);
        }

        return entries[root];
    }

    private SymbolEntry WriteGroup(Hdf5Tree group, Dictionary<Hdf5Tree, SymbolEntry> entries)
    {
        var members = group.Members.Select(member => (Name: Utf8.GetBytes(member.Key), member.Value)).ToList();
        members.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        var (tree, heap) = SymbolTable.Write(members.ConvertAll(member => (member.Name, EntryOf(member.Value))), _bytes);
        return new SymbolEntry(_headers.Group(group, tree, heap), tree, heap);

        SymbolEntry EntryOf(object member) => member is Hdf5Tree inner ? entries[inner] : WriteDataset((WrittenArray)member);
    }

    private SymbolEntry WriteDataset(WrittenArray array)
    {
        var header = _headers.Dataset(array, out var place);
        _arrays.Add((array, place));
        return new SymbolEntry(header);
    }

    // Arrays without elements are nowhere.
    private long PlaceArrays()
    {
        long end = _bytes.Length;
        foreach (var (array, place) in _arrays.Where(pair => pair.Array.Bytes > 0))
        {
            end = Aligned(end);
            _bytes.SetUInt64(place, end);
            end += array.Bytes;
        }

        return end;
    }

    private void WriteArrays(Stream stream)
    {
        long end = _bytes.Length;
        foreach (var (array, _) in _arrays.Where(pair => pair.Array.Bytes > 0))
        {
            stream.Write(Gap[..(int)(Aligned(end) - end)]);
            array.WriteTo(stream);
            end = Aligned(end) + array.Bytes;
        }
    }

    private static long Aligned(long address) => (address + 7) & ~7L;

    // Version 0, addresses and lengths of 8 bytes, no place for a driver or for lists of free space.
    private static void WriteSuperblock(SymbolEntry root, long end, FileBytes bytes)
    {
        bytes.Add([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]);
        bytes.Add([0, 0, 0, 0, 0, 8, 8, 0]);
        bytes.UInt16(SymbolTable.LeafK);
        bytes.UInt16(SymbolTable.InternalK);
        bytes.UInt32(0);
        bytes.UInt64(0);
        bytes.UInt64(FileBytes.Undefined);
        bytes.UInt64(end);
        bytes.UInt64(FileBytes.Undefined);
        SymbolTable.WriteEntry(0, root, bytes);
    }
}
