namespace Lamina.Formats;

/// <summary>A piece of a file as a stream of its own, which may be read here and there. The file stays open.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where the piece begins.</param>
/// <param name="length">How long it is; within the file.</param>
internal sealed class FileWindow(FileStream file, long start, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Clamp(length - Position, 0, buffer.Length);
        if (count == 0)
        {
            return 0;
        }

        // Others read the file too, so each reading finds its own place.
        file.Position = start + Position;
        var read = file.Read(buffer[..count]);
        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A piece of a file is only read.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A piece of a file is only read.");
}
