namespace Lamina.Formats.Hdf5;

/// <summary>What stands where nothing was written.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, sections IV.A.2.e and IV.A.2.f.</remarks>
internal static class FillValueMessage
{
    private const int HasValue = 0x20;

    /// <summary>The bytes of one element; none for zero.</summary>
    public static byte[] Read(ObjectHeader header)
    {
        if (header.Find(MessageType.FillValue) is { } message)
        {
            return ReadNew(message.Open());
        }

        if (header.Find(MessageType.OldFillValue)?.Open() is not { } old)
        {
            return [];
        }

        return old.Bytes(old.UInt32());
    }

    private static byte[] ReadNew(Hdf5Cursor cursor)
    {
        var version = cursor.Version(1, 3);
        bool hasValue;
        if (version == 3)
        {
            hasValue = (cursor.Byte() & HasValue) != 0;
        }
        else
        {
            cursor.Skip(2);
            var isDefined = cursor.Byte() != 0;
            hasValue = version == 1 || isDefined;
        }

        // A size of -1 is how some say "undefined".
        var bytes = hasValue ? cursor.UInt32() : 0;
        return bytes == uint.MaxValue ? [] : cursor.Bytes(bytes);
    }
}
