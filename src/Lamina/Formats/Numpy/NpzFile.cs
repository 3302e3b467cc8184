using System.IO.Compression;

namespace Lamina.Formats.Numpy;

/// <summary>Reads and writes <c>.npz</c>, NumPy's file of named arrays: a zip of <c>NAME.npy</c>.</summary>
/// <remarks>
/// <para>Read: stored and deflated entries, whose CRC-32 is checked. Names are only names: none is ever used as a
/// path.</para>
/// <para>Written: stored entries in the given order, without times, so that equal arrays give equal files.</para>
/// <para>Source: NumPy's documentation, "numpy.savez"; PKWARE, "APPNOTE.TXT: .ZIP File Format Specification".</para>
/// </remarks>
public static class NpzFile
{
    private const string Extension = ".npy";

    // The earliest time that zip can state.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads all arrays of the file at <paramref name="path"/>, in the order of the file.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or holds what a tensor cannot.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads all arrays of a stream, in the order of the file.</summary>
    /// <param name="stream">The whole file; it stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="LaminaFormatException">The data is damaged, or holds what a tensor cannot.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return ReadEntries(zip, name);
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException($"{name}: the zip file is damaged: {e.Message}", e);
        }
    }

    /// <summary>Writes named arrays to the file at <paramref name="path"/>; an old file is replaced only when the new
    /// one is whole.</summary>
    /// <exception cref="ArgumentException">A name is empty, or given twice.</exception>
    /// <exception cref="InvalidOperationException">A tensor is a formula that has not been computed.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream => Write(stream, arrays, path));
    }

    /// <summary>Writes named arrays to a stream, which stays open.</summary>
    /// <exception cref="ArgumentException">A name is empty, or given twice.</exception>
    /// <exception cref="InvalidOperationException">A tensor is a formula that has not been computed.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> arrays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        Write(stream, arrays, "The stream");
    }

    private static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> arrays, string target)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, tensor) in arrays)
        {
            if (string.IsNullOrEmpty(name) || !names.Add(name))
            {
                throw new ArgumentException(
                    $"{target}: every array of an .npz has a name of its own; '{name}' is"
                    + $" {(name is { Length: > 0 } ? "given twice" : "empty")}.",
                    nameof(arrays));
            }

            var values = NpyElements.ValuesOf(tensor, $"{target} › {name}");
            var entry = zip.CreateEntry(name + Extension, CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            using var content = entry.Open();
            NpyFile.Write(content, tensor, values);
        }
    }

    private static OrderedDictionary<string, Tensor> ReadEntries(ZipArchive zip, string name)
    {
        var arrays = new OrderedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            var isFolder = entry.FullName.EndsWith('/') && entry.Length == 0;
            if (isFolder)
            {
                continue;
            }

            var isArray = entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
                && entry.FullName.Length > Extension.Length;
            if (!isArray)
            {
                throw new LaminaFormatException(
                    $"{name}: every entry of an .npz is an array called NAME.npy; this file has an entry"
                    + $" '{entry.FullName}'.");
            }

            var array = entry.FullName[..^Extension.Length];
            if (!arrays.TryAdd(array, ReadEntry(entry, $"{name} › {array}")))
            {
                throw new LaminaFormatException(
                    $"{name}: every array of an .npz has a name of its own; '{array}' is there twice.");
            }
        }

        return arrays;
    }

    private static Tensor ReadEntry(ZipArchiveEntry entry, string name)
    {
        if (entry.IsEncrypted)
        {
            throw new LaminaFormatException(
                $"{name}: the entry is encrypted; Lamina reads stored and deflated entries.");
        }

        if (entry.Length < 0 || entry.CompressedLength < 0)
        {
            throw new LaminaFormatException(
                $"{name}: the zip file is damaged: the entry is said to be {entry.Length} bytes, packed into {entry.CompressedLength}.");
        }

        try
        {
            using var content = new Crc32Stream(entry.Open());
            var tensor = NpyFile.ReadWhole(content, name);
            return content.Crc32 == entry.Crc32 ? tensor : throw new LaminaFormatException(
                $"{name}: the data is damaged: its CRC-32 is {content.Crc32:X8}; the zip file states"
                + $" {entry.Crc32:X8}.");
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException($"{name}: the zip file is damaged: {e.Message}", e);
        }
    }
}
