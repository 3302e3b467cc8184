using System.IO.Compression;
using System.Text;
using Lamina.Formats.Hdf5;

namespace Lamina.Formats;

/// <summary>What a file shows of itself before anyone reads it: its first bytes, and what a zip file lists.</summary>
internal sealed class FileStart
{
    private const int Length = 4096;
    private const long LastUserBlock = 1 << 24;

    private FileStart(string path)
    {
        Path = path;
        if (Directory.Exists(path))
        {
            IsFolder = true;
            Bytes = [];
            return;
        }

        using var file = File.OpenRead(path);
        var bytes = new byte[Length];
        Bytes = bytes[..file.ReadAtLeast(bytes, Length, throwOnEndOfStream: false)];
        Size = file.Length;
        IsHdf5 = HasHdf5(file);
        IsZip = StartsWith("PK\x03\x04"u8) || StartsWith("PK\x05\x06"u8);
        Entries = IsZip ? Listed(file) : [];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its first bytes, at most 4096.</summary>
    public byte[] Bytes { get; }

    /// <summary>How long it is, in bytes.</summary>
    public long Size { get; }

    /// <summary>Whether the path is that of a folder.</summary>
    public bool IsFolder { get; }

    /// <summary>Whether it is HDF5, at its beginning or behind a block of the user's.</summary>
    public bool IsHdf5 { get; }

    /// <summary>Whether it is a zip file.</summary>
    public bool IsZip { get; }

    /// <summary>The names of a zip file's entries; none where they cannot be read.</summary>
    public IReadOnlyList<string> Entries { get; } = [];

    /// <summary>Looks at a file or folder.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileStart Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStart(path);
    }

    /// <summary>Whether the file begins with some bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> start) => Bytes.AsSpan().StartsWith(start);

    /// <summary>Whether some bytes stand at a place.</summary>
    public bool HasAt(int place, ReadOnlySpan<byte> value) => Bytes.Length >= place && Bytes.AsSpan(place).StartsWith(value);

    /// <summary>Whether the first bytes hold a text.</summary>
    public bool Contains(string text) => Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Whether the path ends so; only where content leaves a doubt.</summary>
    public bool HasName(string ending) => Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the folder holds a file of a name.</summary>
    public bool HasFile(string name) => IsFolder && File.Exists(System.IO.Path.Combine(Path, name));

    private bool HasHdf5(FileStream file)
    {
        // A user's block is 512 bytes long, or 1024, 2048 and so on.
        Span<byte> signature = stackalloc byte[8];
        for (var at = 0L; at + signature.Length <= file.Length && at <= LastUserBlock; at = at == 0 ? 512 : 2 * at)
        {
            file.Position = at;
            file.ReadExactly(signature);
            if (Hdf5File.IsSignature(signature))
            {
                return true;
            }
        }

        return false;
    }

    // A damaged list is told by whoever reads the file.
    private static IReadOnlyList<string> Listed(FileStream file)
    {
        try
        {
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return [.. zip.Entries.Select(entry => entry.FullName)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
