namespace Lamina.Formats.Hdf5;

/// <summary>The filter that puts all first bytes of elements together, then all second ones, and so on.</summary>
internal static class Shuffle
{
    /// <summary>The elements as they were; what is left over behind the last stays where it is.</summary>
    public static byte[] Undo(byte[] shuffled, int elementBytes)
    {
        var count = shuffled.Length / elementBytes;
        if (elementBytes == 1 || count < 2)
        {
            return shuffled;
        }

        var bytes = new byte[shuffled.Length];
        for (var i = 0; i < elementBytes; i++)
        {
            var plane = shuffled.AsSpan(i * count, count);
            for (int from = 0, to = i; from < plane.Length; from++, to += elementBytes)
            {
                bytes[to] = plane[from];
            }
        }

        var whole = count * elementBytes;
        shuffled.AsSpan(whole).CopyTo(bytes.AsSpan(whole));
        return bytes;
    }
}
