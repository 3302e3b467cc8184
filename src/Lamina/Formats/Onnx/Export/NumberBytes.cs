using System.Buffers;
using System.Runtime.InteropServices;

namespace Lamina.Formats.Onnx.Export;

/// <summary>The bytes of numbers, where these lie.</summary>
internal sealed class NumberBytes : MemoryManager<byte>
{
    private readonly Func<Span<byte>> _bytes;

    private NumberBytes(Func<Span<byte>> bytes) => _bytes = bytes;

    /// <summary>The numbers of an array, little-endian.</summary>
    public static ReadOnlyMemory<byte> Of(Array values) => values is byte[] bytes ? bytes : LittleEndian(values switch
    {
        float[] x => () => MemoryMarshal.AsBytes(x.AsSpan()),
        double[] x => () => MemoryMarshal.AsBytes(x.AsSpan()),
        int[] x => () => MemoryMarshal.AsBytes(x.AsSpan()),
        long[] x => () => MemoryMarshal.AsBytes(x.AsSpan()),
        bool[] x => () => MemoryMarshal.AsBytes(x.AsSpan()),
        _ => throw new InvalidOperationException($"No tensor of ONNX is made of {values.GetType().Name}."),
    }, values is bool[]? 1 : values is float[] or int[]? 4 : 8);

    /// <summary>The numbers of a variable, little-endian.</summary>
    public static ReadOnlyMemory<byte> Of(Variable variable) => LittleEndian(
        () => MemoryMarshal.AsBytes(variable.Memory.Span<float>()), variable.DType.Bytes);

    public override Span<byte> GetSpan() => _bytes();

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("These bytes are copied or written only.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }

    private static ReadOnlyMemory<byte> LittleEndian(Func<Span<byte>> bytes, int size)
    {
        if (BitConverter.IsLittleEndian)
        {
            return new NumberBytes(bytes).Memory;
        }

        var turned = bytes().ToArray();
        for (var start = 0; start < turned.Length; start += size)
        {
            turned.AsSpan(start, size).Reverse();
        }

        return turned;
    }
}
