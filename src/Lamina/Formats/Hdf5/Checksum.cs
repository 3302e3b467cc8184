using System.Buffers.Binary;
using System.Numerics;

namespace Lamina.Formats.Hdf5;

/// <summary>The checksum that newer structures end with.</summary>
/// <remarks>Source: R. Jenkins, "lookup3.c", function hashlittle, 2006 (public domain), with an initial value of 0; HDF5 File
/// Format Specification Version 3.0, section II.A.</remarks>
internal static class Checksum
{
    private const int BlockBytes = 12;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var a = 0xDEADBEEF + (uint)bytes.Length;
        var (b, c) = (a, a);
        while (bytes.Length > BlockBytes)
        {
            Add(bytes, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
            bytes = bytes[BlockBytes..];
        }

        if (bytes.Length == 0)
        {
            return c;
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Clear();
        bytes.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        return Final(a, b, c);
    }

    /// <summary>Reads the checksum of all that lies between <paramref name="start"/> and the cursor, and compares.</summary>
    /// <exception cref="LaminaFormatException">It is another.</exception>
    public static void Verify(Hdf5Cursor cursor, long start, string what)
    {
        var bytes = cursor.Place.At(start, cursor.Position - start, what).Bytes(cursor.Position - start);
        var at = cursor.Position;
        var stated = (uint)cursor.UInt32();
        var found = Of(bytes);
        if (stated != found)
        {
            throw Error(cursor, what, start, found, at, stated);
        }
    }

    /// <summary>What to throw when a structure has another checksum than it says.</summary>
    public static LaminaFormatException Error(Hdf5Cursor cursor, string what, long start, uint found, long at, uint stated) =>
        cursor.Error($"{what} at byte {start} is damaged: its checksum is {found:X8}; at byte {at} stands {stated:X8}.");

    private static void Add(ReadOnlySpan<byte> bytes, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        b += BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a = (a - c) ^ BitOperations.RotateLeft(c, 4);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 6);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 8);
        b += a;
        a = (a - c) ^ BitOperations.RotateLeft(c, 16);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 19);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 4);
        b += a;
    }

    private static uint Final(uint a, uint b, uint c)
    {
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        return (c ^ b) - BitOperations.RotateLeft(b, 24);
    }
}
