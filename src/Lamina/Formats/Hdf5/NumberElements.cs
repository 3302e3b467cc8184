using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lamina.Formats.Hdf5;

/// <summary>Numbers, of <typeparamref name="TFile"/> in the file and <typeparamref name="T"/> in the tensor.</summary>
/// <param name="count">How many.</param>
/// <param name="type">Their type in the file.</param>
/// <param name="convert">From the one to the other; null where they are the same.</param>
internal sealed class NumberElements<TFile, T>(int count, DatatypeMessage type, Converter<TFile, T>? convert)
    : Elements(Unsafe.SizeOf<TFile>())
    where TFile : unmanaged
    where T : unmanaged
{
    private readonly T[] _values = new T[count];
    private readonly bool _isReversed = Unsafe.SizeOf<TFile>() > 1 && type.IsBigEndian == BitConverter.IsLittleEndian;

    public override void Put(ReadOnlySpan<byte> raw, int at)
    {
        const int PieceBytes = 1024;
        if (convert is null)
        {
            var target = MemoryMarshal.AsBytes(_values.AsSpan(at))[..raw.Length];
            raw.CopyTo(target);
            Reverse(target);
            return;
        }

        Span<byte> piece = stackalloc byte[PieceBytes];
        for (var start = 0; start < raw.Length; start += PieceBytes)
        {
            var bytes = piece[..Math.Min(PieceBytes, raw.Length - start)];
            raw.Slice(start, bytes.Length).CopyTo(bytes);
            Reverse(bytes);
            foreach (var value in MemoryMarshal.Cast<byte, TFile>(bytes))
            {
                _values[at++] = convert(value);
            }
        }
    }

    public override void Fill(ReadOnlySpan<byte> raw)
    {
        if (raw.Length == Bytes && _values.Length > 0)
        {
            Put(raw, 0);
            _values.AsSpan().Fill(_values[0]);
        }
    }

    public override Tensor ToTensor(Shape shape) => Tensor.Wrap(_values, shape);

    private void Reverse(Span<byte> bytes)
    {
        if (!_isReversed)
        {
            return;
        }

        switch (Bytes)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            default:
                var longs = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
