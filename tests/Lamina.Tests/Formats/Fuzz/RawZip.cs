using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lamina.Formats;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>An entry of a zip file, of which each field may be a lie.</summary>
internal sealed record RawEntry(string Name, byte[] Content)
{
    public ushort Method { get; init; }

    public ushort Flags { get; init; }

    public uint? Crc { get; init; }

    public uint? Size { get; init; }

    public uint? CompressedSize { get; init; }

    public uint? Offset { get; init; }

    public byte[] Extra { get; init; } = [];

    /// <summary>What stands in the file, where that is not the content.</summary>
    public byte[]? Stored { get; init; }
}

/// <summary>Zip files byte by byte, right or wrong (PKWARE, APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16).</summary>
internal static class RawZip
{
    /// <summary>The entries of a file, unpacked.</summary>
    public static RawEntry[] Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry =>
        {
            using var content = entry.Open();
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return new RawEntry(entry.FullName, bytes.ToArray());
        })];
    }

    /// <summary>A file of entries.</summary>
    public static byte[] Write(params IReadOnlyList<RawEntry> entries)
    {
        var file = new MemoryStream();
        var directory = new MemoryStream();
        foreach (var entry in entries)
        {
            var header = Header(entry);
            var offset = (uint)file.Length;
            file.Write([0x50, 0x4B, 3, 4, 20, 0, .. header, .. Name(entry), .. entry.Extra, .. entry.Stored ?? entry.Content]);
            directory.Write([0x50, 0x4B, 1, 2, 20, 0, 20, 0, .. header, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Bytes(entry.Offset ?? offset)]);
            directory.Write([.. Name(entry), .. entry.Extra]);
        }

        var start = (uint)file.Length;
        var count = Bytes((ushort)entries.Count);
        directory.WriteTo(file);
        file.Write([0x50, 0x4B, 5, 6, 0, 0, 0, 0, .. count, .. count, .. Bytes((uint)directory.Length), .. Bytes(start), 0, 0]);
        return file.ToArray();
    }

    /// <summary>An entry, packed.</summary>
    public static RawEntry Deflated(this RawEntry entry)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(entry.Content);
        }

        return entry with { Method = 8, Stored = packed.ToArray() };
    }

    private static byte[] Header(RawEntry entry) =>
    [
        .. Bytes(entry.Flags), .. Bytes(entry.Method), 0, 0, 0x21, 0, .. Bytes(entry.Crc ?? CrcOf(entry.Content)),
        .. Bytes(entry.CompressedSize ?? (uint)(entry.Stored ?? entry.Content).Length), .. Bytes(entry.Size ?? (uint)entry.Content.Length),
        .. Bytes((ushort)Name(entry).Length), .. Bytes((ushort)entry.Extra.Length),
    ];

    private static uint CrcOf(byte[] content)
    {
        using var stream = new Crc32Stream(new MemoryStream(content));
        stream.CopyTo(Stream.Null);
        return stream.Crc32;
    }

    private static byte[] Name(RawEntry entry) => Encoding.UTF8.GetBytes(entry.Name);

    private static byte[] Bytes(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
