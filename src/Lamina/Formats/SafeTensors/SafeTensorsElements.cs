using System.Buffers.Binary;
using Lamina.Formats.Numpy;

namespace Lamina.Formats.SafeTensors;

/// <summary>The elements of a tensor in a <c>.safetensors</c> file.</summary>
internal static class SafeTensorsElements
{
    /// <summary>Reads what a header announces from where the stream stands.</summary>
    /// <exception cref="LaminaFormatException">There is less, or a tensor of Lamina cannot hold it.</exception>
    public static Tensor Read(Stream stream, SafeTensorsEntry entry, string name)
    {
        var type = SafeTensorsType.TryGet(entry.DType)!;
        if (!type.IsReadable)
        {
            throw new LaminaFormatException(
                $"{name}: Lamina reads {SafeTensorsType.Readable} of .safetensors; this tensor is {type.Name}."
                + "\n  hint: write it as F16 or BF16 where it was made.");
        }

        var shape = FileShape.TryCreate([.. entry.Axes]) ?? throw new LaminaFormatException(
            $"{name}: the header states the shape [{string.Join(", ", entry.Axes)}]; a tensor holds at most"
            + $" {Array.MaxLength} elements.");
        return type.Descr is { } descr
            ? NpyElements.Read(stream, new NpyHeader(descr, FortranOrder: false, shape), name)
            : ReadBFloat16(stream, shape, name);
    }

    // The upper half of a float32.
    private static Tensor ReadBFloat16(Stream stream, Shape shape, string name)
    {
        if (!BoundedReader.TryRead<ushort>(stream, shape.Size, out var halves, out var read))
        {
            throw new LaminaFormatException(
                $"{name}: the header states the shape {shape} of type BF16, which is {2L * shape.Size} bytes; the file ends"
                + $" after {read}.");
        }

        var values = new float[halves.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var half = BitConverter.IsLittleEndian ? halves[i] : BinaryPrimitives.ReverseEndianness(halves[i]);
            values[i] = BitConverter.UInt32BitsToSingle((uint)half << 16);
        }

        return Tensor.Wrap(values, shape);
    }
}
