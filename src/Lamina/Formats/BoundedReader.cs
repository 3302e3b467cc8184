using System.Runtime.InteropServices;

namespace Lamina.Formats;

/// <summary>Reads arrays whose length a file only promises: memory grows with what arrives, never with the
/// promise.</summary>
internal static class BoundedReader
{
    // Pieces keep spans of bytes within an int and bound what a false promise can cost.
    private const int PieceBytes = 1 << 20;

    /// <summary>Reads <paramref name="count"/> elements as they lie in the stream.</summary>
    /// <param name="stream">Read from where it stands, no further than the elements.</param>
    /// <param name="count">The promised number of elements.</param>
    /// <param name="values">The elements; meaningless when the result is false.</param>
    /// <param name="bytesRead">How many bytes there were, at most those of <paramref name="count"/> elements.</param>
    /// <returns>False when the stream ended before.</returns>
    public static unsafe bool TryRead<T>(Stream stream, int count, out T[] values, out long bytesRead)
        where T : unmanaged
    {
        var piece = PieceBytes / sizeof(T);
        values = new T[Holds(stream, (long)count * sizeof(T)) ? count : Math.Min(count, piece)];
        bytesRead = 0;
        for (var filled = 0; filled < count;)
        {
            if (filled == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(count, 2L * filled));
            }

            var target = MemoryMarshal.AsBytes(values.AsSpan(filled, Math.Min(piece, values.Length - filled)));
            var read = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            bytesRead += read;
            if (read < target.Length)
            {
                return false;
            }

            filled += target.Length / sizeof(T);
        }

        return true;
    }

    private static bool Holds(Stream stream, long bytes) =>
        stream.CanSeek && stream.Length - stream.Position >= bytes;
}
