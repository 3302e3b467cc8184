using System.Buffers.Binary;

namespace Lamina.Formats.Hdf5.Writing;

/// <summary>The beginning of a file while it is made up: all but the elements of datasets. Numbers are little-endian, and
/// places in it are addresses.</summary>
internal sealed class FileBytes
{
    /// <summary>The address of what is nowhere.</summary>
    public const long Undefined = -1;

    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void UInt8(int value) => Next(1)[0] = checked((byte)value);

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(2), checked((ushort)value));

    public void UInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    public void UInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    public void Zeros(int count) => Next(count);

    /// <summary>Fills up to a multiple of 8.</summary>
    public void Align() => Zeros(-Length & 7);

    public void SetUInt16(int place, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(place), checked((ushort)value));

    public void SetUInt32(int place, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(place), value);

    public void SetUInt64(int place, long value) => BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(place), value);

    // Fresh bytes are zeros: nothing is ever taken away.
    private Span<byte> Next(int count)
    {
        var start = Length;
        Length = checked(Length + count);
        if (Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, Length)));
        }

        return _bytes.AsSpan(start, count);
    }
}
