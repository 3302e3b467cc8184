namespace Lamina.Formats.Hdf5.Writing;

/// <summary>Texts of variable length, in collections: an attribute refers to its texts by number.</summary>
/// <remarks>Source: "HDF5 File Format Specification", version 3.0, section III.E, Disk Format: Level 1E - Global Heap.</remarks>
internal sealed class TextHeap
{
    /// <summary>Bytes of a reference: the length, the collection's address and the number in it.</summary>
    public const int ReferenceBytes = 16;

    private const int CollectionBytes = 4096;
    private const int HeaderBytes = 16;

    private readonly List<List<byte[]>> _collections = [];
    private readonly List<(int Place, int Collection)> _references = [];
    private int _room;

    /// <summary>Keeps a text and writes the reference to it; the address is filled in later.</summary>
    public void Add(byte[] text, FileBytes bytes)
    {
        var size = HeaderBytes + Padded(text.Length);
        if (size > _room)
        {
            _collections.Add([]);
            _room = Math.Max(CollectionBytes - HeaderBytes, size);
        }

        _room -= size;
        _collections[^1].Add(text);
        bytes.UInt32(text.Length);
        _references.Add((bytes.Length, _collections.Count - 1));
        bytes.UInt64(0);
        bytes.UInt32(_collections[^1].Count);
    }

    /// <summary>Writes all collections, and their addresses into the references.</summary>
    public void Write(FileBytes bytes)
    {
        var addresses = _collections.ConvertAll(texts => Write(texts, bytes));
        foreach (var (place, collection) in _references)
        {
            bytes.SetUInt64(place, addresses[collection]);
        }
    }

    private static int Write(List<byte[]> texts, FileBytes bytes)
    {
        var used = HeaderBytes + texts.Sum(text => HeaderBytes + Padded(text.Length));
        var size = Math.Max(CollectionBytes, used);
        var start = bytes.Length;
        bytes.Add("GCOL\u0001\0\0\0"u8);
        bytes.UInt64(size);
        foreach (var (i, text) in texts.Index())
        {
            bytes.UInt16(i + 1);
            bytes.Zeros(6);
            bytes.UInt64(text.Length);
            bytes.Add(text);
            bytes.Align();
        }

        // What is left is object 0, if it has room for its own header.
        if (size - used >= HeaderBytes)
        {
            bytes.Zeros(8);
            bytes.UInt64(size - used);
        }

        bytes.Zeros(start + size - bytes.Length);
        return start;
    }

    private static int Padded(int length) => checked((length + 7) & ~7);
}
