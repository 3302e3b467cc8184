namespace Lamina.Formats.Hdf5;

/// <summary>The start of everything: how long numbers are, and where the root group is.</summary>
/// <param name="Version">0 to 3.</param>
/// <param name="Root">The byte at which the root group's object header begins.</param>
/// <remarks>
/// <para>Source: HDF5 File Format Specification Version 3.0, section II.A.</para>
/// <para>It lies at byte 0, 512, 1024, 2048, …; what is before it belongs to others. Addresses count from it, whatever it
/// says itself: a block of that kind can be put in front of a file later.</para>
/// </remarks>
internal sealed record Superblock(int Version, long Root)
{
    private const int SignatureBytes = 8;
    private const string What = "the superblock";

    /// <summary>Finds and reads it, and tells the source what it says of sizes.</summary>
    /// <exception cref="LaminaFormatException">There is none, it is damaged, or the file is not whole.</exception>
    public static Superblock Read(Hdf5Source source)
    {
        var place = new Hdf5Place(source, "/");
        var start = Find(source);
        var cursor = place.At(start, What);
        cursor.Skip(SignatureBytes);
        var version = cursor.Version(0, 3);
        return version < 2 ? ReadOld(cursor, start, version) : ReadNew(cursor, start, version);
    }

    private static long Find(Hdf5Source source)
    {
        Span<byte> bytes = stackalloc byte[SignatureBytes];
        for (var at = 0L; at <= source.Length - SignatureBytes; at = at == 0 ? 512 : 2 * at)
        {
            source.Read(at, bytes);
            if (Hdf5File.IsSignature(bytes))
            {
                return at;
            }
        }

        throw new LaminaFormatException(
            $"{source.Name}: an HDF5 file begins with 89 48 44 46 0D 0A 1A 0A, at byte 0, 512, 1024, 2048 or so on; this one"
            + $" of {source.Length} bytes does not.");
    }

    private static Superblock ReadOld(Hdf5Cursor cursor, long start, int version)
    {
        cursor.Skip(4);
        SetSizes(cursor, start);
        cursor.Skip(version == 0 ? 9 : 13);
        CheckEnd(cursor, start);
        cursor.Address();

        // The root group's entry of a symbol table: a name, which it has not, and its object header.
        cursor.Length();
        return new Superblock(version, cursor.Address());
    }

    private static Superblock ReadNew(Hdf5Cursor cursor, long start, int version)
    {
        SetSizes(cursor, start);
        cursor.Skip(1);
        CheckEnd(cursor, start);
        var root = cursor.Address();
        Checksum.Verify(cursor, start, What);
        return new Superblock(version, root);
    }

    private static void SetSizes(Hdf5Cursor cursor, long start)
    {
        int address = cursor.Byte(), length = cursor.Byte();
        if (address is not (2 or 4 or 8) || length is not (2 or 4 or 8))
        {
            throw cursor.Error(
                $"addresses and lengths take 2, 4 or 8 bytes; {What} says {address} and {length} at byte"
                + $" {cursor.Position - 2}.");
        }

        cursor.Place.Source.Sizes = new Hdf5Sizes(start, address, length);
    }

    // The one sign that a download or copy was cut off, told before anything odd is found further on.
    private static void CheckEnd(Hdf5Cursor cursor, long start)
    {
        var stated = cursor.Address();
        cursor.Address();
        var bytes = cursor.Address() - stated;
        var source = cursor.Place.Source;
        if (bytes > source.Length - start)
        {
            throw new LaminaFormatException(
                $"{source.Name}: from byte {start} on, the file has {bytes} bytes, says {What}; there are {source.Length - start}."
                + "\n  hint: it was not copied or written to its end.");
        }
    }
}
