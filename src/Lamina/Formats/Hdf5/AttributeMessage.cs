namespace Lamina.Formats.Hdf5;

/// <summary>An attribute: a small array that stands in the header, or is kept like one.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.m.</remarks>
internal static class AttributeMessage
{
    private const int SharedDatatype = 1;
    private const int SharedDataspace = 2;

    /// <summary>Reads it with its value.</summary>
    public static Hdf5Attribute Read(Hdf5Cursor cursor)
    {
        var version = cursor.Version(1, 3);
        var flags = version == 1 ? cursor.Byte() & 0 : cursor.Byte();
        int nameBytes = cursor.UInt16(), typeBytes = cursor.UInt16(), spaceBytes = cursor.UInt16();
        cursor.Skip(version == 3 ? 1 : 0);
        var name = Part(nameBytes, "the name of an attribute").Text(nameBytes);
        var part = Part(typeBytes, $"the datatype of the attribute '{name}'");
        var type = DatatypeMessage.Read(
            (flags & SharedDatatype) == 0 ? part : SharedMessage.Open(part, MessageType.Datatype, "the datatype"));
        part = Part(spaceBytes, $"the dataspace of the attribute '{name}'");
        var space = DataspaceMessage.Read(
            (flags & SharedDataspace) == 0 ? part : SharedMessage.Open(part, MessageType.Dataspace, "the dataspace"));
        return new Hdf5Attribute(name, type.Name, space.Axes, ReadValue(cursor, name, type, space));

        // Version 1 fills each up to a multiple of 8 bytes.
        Hdf5Cursor Part(int bytes, string what)
        {
            var whole = cursor.Part(bytes, what);
            cursor.Skip(version == 1 ? -bytes & 7 : 0);
            return whole;
        }
    }

    private static object? ReadValue(Hdf5Cursor cursor, string name, DatatypeMessage type, DataspaceMessage space)
    {
        var place = cursor.Place;
        var shape = space.ToShape(place);
        var count = shape.Size;
        if (count == 0 || type.Kind == ElementKind.Other)
        {
            return null;
        }

        var bytes = (long)count * type.Bytes;
        if (bytes > cursor.Remaining)
        {
            throw place.Error(
                $"the attribute '{name}' is {count} elements of {type.Bytes} bytes; there are {cursor.Remaining} bytes at byte"
                + $" {cursor.Position}.");
        }

        var elements = Elements.TryCreate(type, count, place)!;
        elements.Put(cursor.Bytes(bytes), 0);
        return elements.Texts ?? (object)elements.ToTensor(shape);
    }
}
