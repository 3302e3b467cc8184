using System.Buffers.Binary;
using System.Text;

namespace Lamina.Formats.Numpy;

/// <summary>Reads and writes <c>.npy</c>, NumPy's file of one array.</summary>
/// <remarks>
/// <para>Read: versions 1 to 3, both byte orders, C and Fortran order. Types that Lamina has not are widened: float16
/// to float32; int8, int16 and uint16 to int32; uint32 and uint64 to int64. Objects, strings, dates, complex numbers
/// and records are refused.</para>
/// <para>Written: version 1, little-endian, C order.</para>
/// <para>Source: NumPy's documentation, "numpy.lib.format"; NEP 1.</para>
/// </remarks>
public static class NpyFile
{
    // A plain array's header is about 100 bytes; only records, which are refused anyway, need long ones.
    private const int LongestHeader = 1 << 20;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or holds what a tensor cannot.</exception>
    public static Tensor Read(string path)
    {
        using var stream = File.OpenRead(path);
        return ReadWhole(stream, path);
    }

    /// <summary>Reads one array from a stream and leaves the stream behind it, as files of several arrays
    /// need.</summary>
    /// <param name="stream">The data, from where it stands.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="LaminaFormatException">The data is damaged, or holds what a tensor cannot.</exception>
    public static Tensor Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return NpyElements.Read(stream, NpyHeader.Parse(ReadHeaderText(stream, name), name), name);
    }

    /// <summary>Writes a tensor to the file at <paramref name="path"/>; an old file is replaced only when the new one
    /// is whole.</summary>
    /// <exception cref="InvalidOperationException">The tensor is a formula that has not been computed.</exception>
    public static void Write(string path, Tensor tensor)
    {
        var values = NpyElements.ValuesOf(tensor, path);
        AtomicFile.Write(path, stream => Write(stream, tensor, values));
    }

    /// <summary>Writes a tensor to a stream, which stays open.</summary>
    /// <exception cref="InvalidOperationException">The tensor is a formula that has not been computed.</exception>
    public static void Write(Stream stream, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(stream, tensor, NpyElements.ValuesOf(tensor, "The stream"));
    }

    internal static void Write(Stream stream, Tensor tensor, Array values)
    {
        var text = new NpyHeader(NpyElements.DescrOf(tensor.DType), FortranOrder: false, tensor.Shape).ToString();

        // Spaces and a line feed fill up to a multiple of 64, so that the elements can be mapped into memory.
        var prefix = Magic.Length + 4;
        var length = ((prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - prefix;
        stream.Write(Magic);
        stream.Write([1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text.PadRight(length - 1) + '\n'));
        ElementBytes.Write(stream, values);
    }

    /// <summary>Reads an array that must be all that the stream holds.</summary>
    internal static Tensor ReadWhole(Stream stream, string name)
    {
        var tensor = Read(stream, name);
        return stream.ReadByte() < 0 ? tensor : throw new LaminaFormatException(
            $"{name}: the header states {tensor}; the file goes on after its elements."
            + "\n  hint: a file of several arrays is read with NpyFile.Read(stream, name), once for each.");
    }

    /// <summary>Reads up to the first element.</summary>
    internal static string ReadHeaderText(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (read < start.Length || !start.StartsWith(Magic))
        {
            throw new LaminaFormatException(
                $"{name}: a .npy file begins with 93 4E 55 4D 50 59 and a version of 2 bytes; this one begins with"
                + $" {(read == 0 ? "nothing" : BitConverter.ToString(start[..read].ToArray()).Replace('-', ' '))}.");
        }

        var version = start[6];
        if (version is < 1 or > 3 || start[7] != 0)
        {
            throw new LaminaFormatException(
                $"{name}: Lamina reads .npy of versions 1.0, 2.0 and 3.0; this file has {version}.{start[7]}.");
        }

        var length = ReadHeaderLength(stream, version == 1 ? 2 : 4, name);
        if (!BoundedReader.TryRead<byte>(stream, length, out var header, out var arrived))
        {
            throw new LaminaFormatException(
                $"{name}: the header is {length} bytes long; the file ends after {arrived} of them.");
        }

        return (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header);
    }

    private static int ReadHeaderLength(Stream stream, int size, string name)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes.Clear();
        var read = stream.ReadAtLeast(bytes[..size], size, throwOnEndOfStream: false);
        if (read < size)
        {
            throw new LaminaFormatException(
                $"{name}: the length of the header takes {size} bytes; the file ends after {read} of them.");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return length <= LongestHeader ? (int)length : throw new LaminaFormatException(
            $"{name}: Lamina reads headers of .npy of at most {LongestHeader} bytes; this one claims {length}.");
    }
}
