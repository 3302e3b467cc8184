namespace Lamina.Formats.Hdf5;

/// <summary>A link, as newer groups keep it.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.g.</remarks>
internal static class LinkMessage
{
    private const int External = 64;

    /// <summary>Reads it.</summary>
    public static Hdf5Link Read(Hdf5Cursor cursor)
    {
        cursor.Version(1, 1);
        var flags = cursor.Byte();
        var type = (flags & 0x08) != 0 ? cursor.Byte() : 0;
        long? order = (flags & 0x04) != 0 ? cursor.Count(8) : null;
        cursor.Skip((flags & 0x10) != 0 ? 1 : 0);
        var name = cursor.Text(cursor.Count(1 << (flags & 3)));
        return type switch
        {
            0 => new Hdf5Link(name, Hdf5LinkKind.Hard, cursor.Address(), "", order),
            1 => new Hdf5Link(name, Hdf5LinkKind.Soft, Hdf5Cursor.Undefined, cursor.Text(cursor.UInt16()), order),
            External => new Hdf5Link(name, Hdf5LinkKind.External, Hdf5Cursor.Undefined, ReadExternal(cursor), order),
            _ => new Hdf5Link(name, Hdf5LinkKind.Unknown, Hdf5Cursor.Undefined, "", order),
        };
    }

    private static string ReadExternal(Hdf5Cursor cursor)
    {
        var value = cursor.Part(cursor.UInt16(), "the link to another file");
        value.Skip(1);
        return $"{value.TextUntilNul()}, {value.TextUntilNul()}";
    }
}
