using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lamina.Formats;

/// <summary>Elements of arrays as files hold them: little-endian, one behind the other.</summary>
internal static class ElementBytes
{
    private const int PieceElements = 1 << 16;

    /// <summary>Writes an array of a tensor.</summary>
    public static void Write(Stream stream, Array values)
    {
        switch (values)
        {
            case float[] v: Write<float>(stream, v); break;
            case double[] v: Write<double>(stream, v); break;
            case int[] v: Write<int>(stream, v); break;
            case long[] v: Write<long>(stream, v); break;
            case bool[] v: Write<bool>(stream, v); break;
            case byte[] v: Write<byte>(stream, v); break;
            default: throw new ArgumentException($"No tensor holds a {values.GetType().Name}.", nameof(values));
        }
    }

    /// <summary>Writes elements in pieces, so that no copy of all is made on any machine.</summary>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (; values.Length > 0; values = values[Math.Min(PieceElements, values.Length)..])
        {
            var piece = values[..Math.Min(PieceElements, values.Length)];
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(piece));
                continue;
            }

            var reversed = piece.ToArray();
            ReverseBytes<T>(reversed);
            stream.Write(MemoryMarshal.AsBytes<T>(reversed));
        }
    }

    /// <summary>Turns the bytes of each element around.</summary>
    public static void ReverseBytes<T>(Span<T> values)
        where T : unmanaged
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 2:
                var shorts = MemoryMarshal.Cast<T, short>(values);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<T, int>(values);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<T, long>(values);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
