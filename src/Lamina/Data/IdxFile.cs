using System.Buffers.Binary;
using System.IO.Compression;
using Lamina.Formats;

namespace Lamina.Data;

/// <summary>Reads IDX, the format of MNIST and its kin, plain or compressed with gzip.</summary>
/// <remarks>
/// <para>Layout: two zero bytes, a type code, the number of axes; then the length of each axis and the elements,
/// row-major. Numbers are big-endian. Unsigned bytes (type code 0x08) are read.</para>
/// <para>Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits", section "The IDX
/// file format".</para>
/// </remarks>
public static class IdxFile
{
    private const byte UnsignedByte = 0x08;

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <returns>uint8, in the shape that the file states.</returns>
    /// <exception cref="LaminaFormatException">The file is damaged or not IDX of unsigned bytes.</exception>
    public static Tensor Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The data, from where it stands; it stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>uint8, in the shape that the data states.</returns>
    /// <exception cref="LaminaFormatException">The data is damaged or not IDX of unsigned bytes.</exception>
    public static Tensor Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var plain = GzipDetector.Open(stream);
            using var gzip = plain as GZipStream;
            return ReadPlain(plain, name);
        }
        catch (InvalidDataException e)
        {
            throw new LaminaFormatException($"{name}: the gzip data is damaged: {e.Message} Get the file anew.", e);
        }
    }

    private static Tensor ReadPlain(Stream stream, string name)
    {
        var rank = ReadRank(stream, name);
        var (shape, promise) = ReadShape(stream, rank, name);
        if (!BoundedReader.TryRead<byte>(stream, shape.Size, out var values, out var read))
        {
            throw new LaminaFormatException(
                $"{name}: the header promises {promise} bytes; the file ends after {read}.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new LaminaFormatException(
                $"{name}: the header promises {promise} bytes; the file goes on after them.");
        }

        return Tensor.Wrap(values, shape);
    }

    private static int ReadRank(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (read < 4)
        {
            throw new LaminaFormatException(
                $"{name}: IDX begins with a magic number of 4 bytes; the file ends after {read}.");
        }

        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new LaminaFormatException(
                $"{name}: IDX begins with the bytes 00 00; this file begins with {magic[0]:X2} {magic[1]:X2}. It is"
                + " another format.");
        }

        if (magic[2] != UnsignedByte)
        {
            throw new LaminaFormatException(
                $"{name}: Lamina reads IDX of unsigned bytes (type code 0x08); this file has type code"
                + $" 0x{magic[2]:X2} ({TypeName(magic[2])}).");
        }

        if (magic[3] == 0)
        {
            throw new LaminaFormatException($"{name}: IDX has at least one axis; the header of this file says 0.");
        }

        return magic[3];
    }

    private static (Shape Shape, string Promise) ReadShape(Stream stream, int rank, string name)
    {
        var bytes = new byte[rank * sizeof(uint)];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new LaminaFormatException(
                $"{name}: the header promises {rank} axes, which take {bytes.Length} bytes; the file ends after"
                + $" {read}.");
        }

        var axes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            axes[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i * sizeof(uint)));
        }

        var text = string.Join(" x ", axes);
        var shape = FileShape.TryCreate(axes) ?? throw new LaminaFormatException(
            $"{name}: the header promises {text} bytes; a tensor holds at most {Array.MaxLength}.");
        return (shape, rank == 1 ? text : $"{text} = {shape.Size}");
    }

    private static string TypeName(byte code) => code switch
    {
        0x09 => "signed byte",
        0x0B => "16-bit integer",
        0x0C => "32-bit integer",
        0x0D => "32-bit float",
        0x0E => "64-bit float",
        _ => "unknown",
    };
}
