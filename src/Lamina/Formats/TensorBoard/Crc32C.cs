namespace Lamina.Formats.TensorBoard;

/// <summary>The checksum CRC-32C (Castagnoli), and the masked form in which records carry it.</summary>
/// <remarks>Source: RFC 3720, appendix B.4, polynomial 0x82F63B78 (reflected); TensorFlow's documentation, "TFRecord
/// format": <c>((crc ≫ 15) | (crc ≪ 17)) + 0xA282EAD8</c>.</remarks>
internal static class Crc32C
{
    private const uint Polynomial = 0x82F63B78;
    private const uint MaskDelta = 0xA282EAD8;

    private static readonly uint[] Table = BuildTable();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var state = uint.MaxValue;
        foreach (var value in bytes)
        {
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
        }

        return ~state;
    }

    /// <summary>The checksum as records carry it: a checksum of data that holds checksums would be weak.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(uint.RotateRight(Of(bytes), 15) + MaskDelta);

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
            }

            table[i] = value;
        }

        return table;
    }
}
