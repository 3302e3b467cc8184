namespace Lamina.Formats.Hdf5;

/// <summary>Which pages of an array were ever written; the others hold whatever the disk had there.</summary>
internal static class PageBitmap
{
    /// <summary>Whether a page was written: its bit, the highest of a byte first.</summary>
    public static bool IsSet(ReadOnlySpan<byte> bitmap, long page) => (bitmap[(int)(page / 8)] & (0x80 >> (int)(page % 8))) != 0;
}
