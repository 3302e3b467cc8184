using System.Buffers.Binary;
using System.Text;

namespace Lamina.Formats.Hdf5;

/// <summary>Reads the numbers and texts of one structure, one after the other and never past its end.</summary>
/// <param name="place">The object that the structure is of.</param>
/// <param name="what">What messages call the structure.</param>
/// <param name="position">The byte of the file to begin at.</param>
/// <param name="end">The byte of the file behind the structure.</param>
/// <remarks>All numbers of the format's own structures are little-endian (HDF5 File Format Specification Version 3.0,
/// section I.B).</remarks>
internal sealed class Hdf5Cursor(Hdf5Place place, string what, long position, long end)
{
    /// <summary>The address of what is not there: all bits set in the file.</summary>
    public const long Undefined = -1;

    public Hdf5Place Place { get; } = place;

    /// <summary>The byte of the file that is read next.</summary>
    public long Position { get; private set; } = position;

    /// <summary>The byte of the file behind the structure.</summary>
    public long End { get; } = end;

    public long Remaining => End - Position;

    private Hdf5Sizes Sizes => Place.Source.Sizes;

    public byte Byte()
    {
        Span<byte> bytes = stackalloc byte[1];
        Read(bytes);
        return bytes[0];
    }

    public int UInt16() => (int)Unsigned(2);

    public long UInt32() => (long)Unsigned(4);

    /// <summary>A number of 1 to 8 bytes.</summary>
    public ulong Unsigned(int bytes)
    {
        Span<byte> number = stackalloc byte[8];
        number.Clear();
        Read(number[..bytes]);
        return BinaryPrimitives.ReadUInt64LittleEndian(number);
    }

    /// <summary>A number of 1 to 8 bytes that counts something.</summary>
    public long Count(int bytes)
    {
        var value = Unsigned(bytes);
        return value <= long.MaxValue ? (long)value : throw Error(
            $"{what} has a length of {value} at byte {Position - bytes}; no file has that many bytes.");
    }

    /// <summary>A number of the size of lengths.</summary>
    public long Length() => Count(Sizes.Length);

    /// <summary>An address as a byte of the file, or <see cref="Undefined"/>.</summary>
    public long Address()
    {
        var value = Unsigned(Sizes.Address);
        if (value == ulong.MaxValue >> (64 - (8 * Sizes.Address)))
        {
            return Undefined;
        }

        return value <= (ulong)(long.MaxValue - Sizes.Base) ? Sizes.Base + (long)value : throw Error(
            $"{what} has the address {value} at byte {Position - Sizes.Address}; the file has {Place.Source.Length} bytes.");
    }

    /// <summary>Bytes as they are. Memory is taken after it is known that the structure has them.</summary>
    public byte[] Bytes(long count)
    {
        Check(count);
        if (count > Array.MaxLength)
        {
            throw Error($"{what} has {count} bytes at byte {Position}; .NET holds {Array.MaxLength} at once.");
        }

        var bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    public void Read(Span<byte> target)
    {
        Check(target.Length);
        Place.Source.Read(Position, target);
        Position += target.Length;
    }

    /// <summary>A text of a known number of bytes, up to its first NUL.</summary>
    public string Text(long count)
    {
        var bytes = Bytes(count);
        var nul = Array.IndexOf(bytes, (byte)0);
        return Encoding.UTF8.GetString(bytes, 0, nul < 0 ? bytes.Length : nul);
    }

    /// <summary>A text that a NUL ends.</summary>
    public string TextUntilNul()
    {
        var bytes = new List<byte>();
        for (var b = Byte(); b != 0; b = Byte())
        {
            bytes.Add(b);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public void Skip(long count)
    {
        Check(count);
        Position += count;
    }

    /// <summary>A cursor over the next bytes, which this one passes.</summary>
    public Hdf5Cursor Part(long count, string name)
    {
        Check(count);
        var part = new Hdf5Cursor(Place, name, Position, Position + count);
        Position += count;
        return part;
    }

    /// <summary>Passes the letters that a structure begins with.</summary>
    public void Signature(ReadOnlySpan<byte> letters)
    {
        var start = Position;
        Span<byte> found = stackalloc byte[letters.Length];
        Read(found);
        if (!found.SequenceEqual(letters))
        {
            throw Error(
                $"{what} is expected to begin with {Encoding.ASCII.GetString(letters)} at byte {start}; there is"
                + $" {Convert.ToHexString(found).Chunk(2).Aggregate("", (text, pair) => $"{text} {new string(pair)}").TrimStart()}.");
        }
    }

    /// <summary>Passes a version.</summary>
    /// <returns>The version, which is one of those from <paramref name="first"/> to <paramref name="last"/>.</returns>
    public int Version(int first, int last)
    {
        var version = Byte();
        return version >= first && version <= last ? version : throw Error(
            $"{what} has version {version} at byte {Position - 1}; Lamina reads"
            + $" {(first == last ? $"version {first}" : $"versions {first} to {last}")}.");
    }

    /// <summary>Compares the checksum of the whole structure with the one that stands elsewhere.</summary>
    /// <exception cref="LaminaFormatException">It is another.</exception>
    public void VerifyBefore(Hdf5Cursor checksum, string name)
    {
        var at = checksum.Position;
        var stated = (uint)checksum.UInt32();
        var found = Checksum.Of(Place.At(Position, Remaining, name).Bytes(Remaining));
        if (found != stated)
        {
            throw Checksum.Error(this, name, Position, found, at, stated);
        }
    }

    /// <summary>What to throw when the structure is wrong.</summary>
    public LaminaFormatException Error(string message) => Place.Error(message);

    private void Check(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw Error(End == Place.Source.Length
                ? $"the file ends at byte {End}, within {what}; {count} bytes are expected at byte {Position}."
                : $"{what} ends at byte {End}; {count} bytes are expected at byte {Position}.");
        }
    }
}
