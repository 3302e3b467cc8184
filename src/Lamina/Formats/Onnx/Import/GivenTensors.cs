using System.Runtime.InteropServices;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Tensors whose values stand in the file.</summary>
/// <remarks>Numbers of 16 bits become float32. Whole numbers become int32, in which plans compute; those near the ends of
/// 64 bits, which stand for "as far as there is", become the ends of 32.</remarks>
internal static class GivenTensors
{
    // Above this a number of 64 bits is no count of anything.
    private const long Endless = 1L << 62;

    /// <summary>The tensor of a description.</summary>
    /// <exception cref="LaminaFormatException">The values are not those that the axes promise, or of a type that Lamina has
    /// not.</exception>
    public static Tensor Read(OnnxTensor tensor, ImportFile file)
    {
        var shape = ShapeOf(tensor, file);
        if (tensor.IsSegment)
        {
            throw Error(tensor, file, "is a segment of a larger tensor, which ONNX no longer has");
        }

        var bytes = tensor.IsExternal ? ExternalData.Read(tensor, shape.Size * (long)BytesOf(tensor, file), file) : tensor.RawData;
        return tensor.DataType switch
        {
            OnnxDataType.Float => Give(bytes is { } raw ? Cast<float>(raw) : [.. tensor.FloatData]),
            OnnxDataType.Double => Doubles(bytes is { } raw ? Cast<double>(raw) : [.. tensor.DoubleData]),
            OnnxDataType.Float16 => Give(Bits(bytes, static bits => (float)BitConverter.UInt16BitsToHalf(bits))),
            OnnxDataType.BFloat16 => Give(Bits(bytes, static bits => BitConverter.UInt32BitsToSingle((uint)bits << 16))),
            OnnxDataType.Bool => Give(bytes is { } raw ? Each(raw.ToArray(), static x => x != 0) : Each(tensor.Int32Data, static x => x != 0)),
            OnnxDataType.Int64 => Wholes(bytes is { } raw ? Cast<long>(raw) : [.. tensor.Int64Data]),
            OnnxDataType.UInt64 => Wholes(Each(bytes is { } raw ? Cast<long>(raw) : [.. tensor.UInt64Data], static x => x < 0 ? long.MaxValue : x)),
            OnnxDataType.UInt32 => Wholes(bytes is { } raw ? Each(Cast<uint>(raw), static x => (long)x) : [.. tensor.UInt64Data]),
            OnnxDataType.Int32 => Wholes(bytes is { } raw ? Each(Cast<int>(raw), static x => (long)x) : [.. tensor.Int32Data]),
            OnnxDataType.Int16 => Wholes(bytes is { } raw ? Each(Cast<short>(raw), static x => (long)x) : [.. tensor.Int32Data]),
            OnnxDataType.UInt16 => Wholes(bytes is { } raw ? Each(Cast<ushort>(raw), static x => (long)x) : [.. tensor.Int32Data]),
            OnnxDataType.Int8 => Wholes(bytes is { } raw ? Each(Cast<sbyte>(raw), static x => (long)x) : [.. tensor.Int32Data]),
            _ => Wholes(bytes is { } raw ? Each(Cast<byte>(raw), static x => (long)x) : [.. tensor.Int32Data]),
        };

        Tensor Doubles(double[] values) => file.KeepsDoubles ? Give(values) : Give(Each(values, static x => (float)x));

        Tensor Give<T>(T[] values)
            where T : unmanaged => values.Length == shape.Size
            ? Tensor.Wrap(values, shape)
            : throw Error(tensor, file, $"has the axes {shape}, so {shape.Size} values; there are {values.Length}");

        float[] Bits(ReadOnlyMemory<byte>? raw, Func<ushort, float> number) => raw is { } given
            ? Each(Cast<ushort>(given), number)
            : Each(tensor.Int32Data, x => number(unchecked((ushort)x)));

        Tensor Wholes(long[] values) => Give(Each(values, x => Narrow(x) ?? throw Error(
            tensor, file, $"holds {x}; Lamina computes with whole numbers of 32 bits, from {int.MinValue} to {int.MaxValue}")));

        T[] Cast<T>(ReadOnlyMemory<byte> raw)
            where T : unmanaged => raw.Length == shape.Size * (long)Marshal.SizeOf<T>()
            ? Native<T>(raw.Span)
            : throw Error(tensor, file, $"has the axes {shape}, so {shape.Size * (long)Marshal.SizeOf<T>()} bytes; there are {raw.Length}");
    }

    /// <summary>The type in which elements are computed.</summary>
    /// <exception cref="LaminaFormatException">Lamina has none for them.</exception>
    public static DType DTypeOf(OnnxDataType type, ImportFile file) => type switch
    {
        OnnxDataType.Float or OnnxDataType.Float16 or OnnxDataType.BFloat16 => DType.Float32,
        OnnxDataType.Double => file.KeepsDoubles ? DType.Float64 : DType.Float32,
        OnnxDataType.Bool => DType.Bool,
        OnnxDataType.UInt8 or OnnxDataType.Int8 or OnnxDataType.UInt16 or OnnxDataType.Int16 or OnnxDataType.Int32
            or OnnxDataType.Int64 or OnnxDataType.UInt32 or OnnxDataType.UInt64 => DType.Int32,
        _ => throw file.Error($"elements of type {type} are not among those that Lamina imports: floating-point numbers,"
            + " whole numbers and truth values."),
    };

    private static int? Narrow(long value) => value switch
    {
        >= Endless => int.MaxValue,
        <= -Endless => int.MinValue,
        >= int.MinValue and <= int.MaxValue => (int)value,
        _ => null,
    };

    private static int BytesOf(OnnxTensor tensor, ImportFile file)
    {
        DTypeOf(tensor.DataType, file);
        return tensor.DataType switch
        {
            OnnxDataType.Double or OnnxDataType.Int64 or OnnxDataType.UInt64 => 8,
            OnnxDataType.Float or OnnxDataType.Int32 or OnnxDataType.UInt32 => 4,
            OnnxDataType.Bool or OnnxDataType.UInt8 or OnnxDataType.Int8 => 1,
            _ => 2,
        };
    }

    private static Shape ShapeOf(OnnxTensor tensor, ImportFile file)
    {
        BytesOf(tensor, file);
        var size = 1L;
        foreach (var axis in tensor.Dims)
        {
            size = axis is < 0 or > int.MaxValue ? long.MaxValue : axis == 0 ? 0 : size > int.MaxValue ? size : size * axis;
            if (size > int.MaxValue)
            {
                throw Error(tensor, file, $"has the axes [{string.Join(", ", tensor.Dims)}]; a tensor has from 0 to {int.MaxValue} values");
            }
        }

        return [.. tensor.Dims.Select(axis => (int)axis)];
    }

    private static LaminaFormatException Error(OnnxTensor tensor, ImportFile file, string what) =>
        file.Error($"the tensor '{tensor.Name}' ({tensor.DataType}) {what}.");

    private static TOut[] Each<TIn, TOut>(IReadOnlyList<TIn> values, Func<TIn, TOut> convert)
    {
        var converted = new TOut[values.Count];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = convert(values[i]);
        }

        return converted;
    }

    private static T[] Native<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        var size = Marshal.SizeOf<T>();
        if (!BitConverter.IsLittleEndian && size > 1)
        {
            var all = MemoryMarshal.AsBytes(values.AsSpan());
            for (var at = 0; at < all.Length; at += size)
            {
                all.Slice(at, size).Reverse();
            }
        }

        return values;
    }
}
