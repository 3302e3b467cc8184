namespace Lamina.Formats.Hdf5;

/// <summary>The compression that h5py brings along: literal bytes, and pieces of what came before.</summary>
/// <remarks>Source: M. Lehmann, LibLZF's description of its format; h5py's documentation, "LZF filter".</remarks>
internal static class Lzf
{
    private const int LongestLiteral = 32;
    private const int LongLength = 7;

    /// <summary>Decompresses to a known length.</summary>
    /// <returns>Null where the data is damaged or of another length.</returns>
    public static byte[]? Decompress(ReadOnlySpan<byte> data, int expected)
    {
        var bytes = new byte[expected];
        var at = 0;
        while (data.Length > 0)
        {
            var control = data[0];
            if (control < LongestLiteral)
            {
                var literal = control + 1;
                if (data.Length <= literal || bytes.Length - at < literal)
                {
                    return null;
                }

                data.Slice(1, literal).CopyTo(bytes.AsSpan(at));
                data = data[(1 + literal)..];
                at += literal;
                continue;
            }

            // Three bits of length, five of the distance; more of the length, if it is long; the rest of the distance.
            var isLong = control >> 5 == LongLength;
            var used = isLong ? 3 : 2;
            if (data.Length < used)
            {
                return null;
            }

            var length = (control >> 5) + 2 + (isLong ? data[1] : 0);
            var from = at - 1 - (((control & 0x1F) << 8) | data[used - 1]);
            if (from < 0 || bytes.Length - at < length)
            {
                return null;
            }

            // The piece may reach into itself.
            for (; length > 0; length--)
            {
                bytes[at++] = bytes[from++];
            }

            data = data[used..];
        }

        return at == expected ? bytes : null;
    }
}
