using System.IO.Compression;

namespace Lamina.Formats;

/// <summary>Opens data that may or may not be compressed, by its first bytes and not by its name.</summary>
internal static class GzipDetector
{
    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    /// <summary>The data itself, decompressed where it begins as gzip does (RFC 1952, 2.3.1: 1F 8B).</summary>
    public static Stream Open(Stream stream)
    {
        var seekable = stream.CanSeek ? stream : Buffered(stream);
        Span<byte> start = stackalloc byte[2];
        var position = seekable.Position;
        var read = seekable.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var isGzip = start[..read].SequenceEqual(Magic);
        seekable.Position = position;
        return isGzip ? new GZipStream(seekable, CompressionMode.Decompress, leaveOpen: true) : seekable;
    }

    // Takes what arrives, which bounds the memory; nothing is decompressed here.
    private static MemoryStream Buffered(Stream stream)
    {
        var memory = new MemoryStream();
        stream.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }
}
