using System.Buffers.Binary;

namespace Lamina.Formats.Hdf5;

/// <summary>The filter that puts a checksum behind a chunk.</summary>
/// <remarks>Source: J. G. Fletcher, "An Arithmetic Checksum for Serial Transmissions", IEEE Trans. Comm. 30(1), 1982, over
/// 16-bit words, the higher byte first.</remarks>
internal static class Fletcher32
{
    /// <summary>The length of the checksum.</summary>
    public const int Bytes = 4;

    /// <summary>The bytes before the checksum; null where it is not theirs.</summary>
    public static byte[]? Verify(byte[] bytes)
    {
        if (bytes.Length < Bytes)
        {
            return null;
        }

        var data = bytes.AsSpan(0, bytes.Length - Bytes);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(data.Length));
        var found = Of(data);

        // Version 1.6.2 and older of the library wrote the bytes of each half the other way round.
        var swapped = ((found & 0x00FF00FF) << 8) | ((found >> 8) & 0x00FF00FF);
        return stated == found || stated == swapped ? data.ToArray() : null;
    }

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        // That many words can be summed before 32 bits overflow.
        const int Words = 360;
        uint first = 0, second = 0;
        while (bytes.Length > 1)
        {
            var piece = bytes[..Math.Min(2 * Words, bytes.Length & ~1)];
            for (var i = 0; i < piece.Length; i += 2)
            {
                first += BinaryPrimitives.ReadUInt16BigEndian(piece[i..]);
                second += first;
            }

            (first, second) = (Fold(first), Fold(second));
            bytes = bytes[piece.Length..];
        }

        if (bytes.Length == 1)
        {
            first += (uint)bytes[0] << 8;
            second += first;
            (first, second) = (Fold(first), Fold(second));
        }

        return (Fold(second) << 16) | Fold(first);
    }

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
}
