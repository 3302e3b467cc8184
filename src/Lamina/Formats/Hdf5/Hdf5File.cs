namespace Lamina.Formats.Hdf5;

/// <summary>An open HDF5 file, of which only what is asked for is read.</summary>
internal sealed class Hdf5File : IDisposable
{
    private readonly Stream _stream;

    private Hdf5File(Stream stream, Hdf5Group root)
    {
        _stream = stream;
        Root = root;
    }

    /// <summary>The group that holds everything.</summary>
    public Hdf5Group Root { get; }

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <exception cref="LaminaFormatException">It is no HDF5 file, or a damaged one.</exception>
    public static Hdf5File Open(string path) => Open(File.OpenRead(path), path);

    /// <summary>Opens a stream, which is closed with the result, or here when that fails.</summary>
    /// <param name="stream">The whole file; seekable.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="LaminaFormatException">It is no HDF5 file, or a damaged one.</exception>
    public static Hdf5File Open(Stream stream, string name)
    {
        try
        {
            var source = new Hdf5Source(stream, name);
            var place = new Hdf5Place(source, "/");
            var superblock = Superblock.Read(source);
            return StoredGroup.TryOpen(place, superblock.Root, null) is Hdf5Group root
                ? new Hdf5File(stream, root)
                : throw place.Error($"the root group is expected at byte {superblock.Root}; there is another object.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins as HDF5 does.</summary>
    public static bool IsSignature(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]);

    public void Dispose() => _stream.Dispose();
}
