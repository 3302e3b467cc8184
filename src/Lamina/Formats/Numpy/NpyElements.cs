using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lamina.Formats.Numpy;

/// <summary>The elements of a <c>.npy</c> file: from NumPy's types to Lamina's and back.</summary>
internal static class NpyElements
{
    /// <summary>Reads the elements that a header announces.</summary>
    /// <exception cref="LaminaFormatException">There are fewer, or they are of a type that a tensor cannot
    /// hold.</exception>
    public static Tensor Read(Stream stream, NpyHeader header, string name) => TypeOf(header.Descr) switch
    {
        "f2" => Wrap(Raw<Half>(stream, header, name), static v => (float)v, header),
        "f4" => Tensor.Wrap(Raw<float>(stream, header, name), header.Shape),
        "f8" => Tensor.Wrap(Raw<double>(stream, header, name), header.Shape),
        "i1" => Wrap(Raw<sbyte>(stream, header, name), static v => (int)v, header),
        "i2" => Wrap(Raw<short>(stream, header, name), static v => (int)v, header),
        "i4" => Tensor.Wrap(Raw<int>(stream, header, name), header.Shape),
        "i8" => Tensor.Wrap(Raw<long>(stream, header, name), header.Shape),
        "u1" => Tensor.Wrap(Raw<byte>(stream, header, name), header.Shape),
        "u2" => Wrap(Raw<ushort>(stream, header, name), static v => (int)v, header),
        "u4" => Wrap(Raw<uint>(stream, header, name), static v => (long)v, header),
        "u8" => Wrap(Raw<ulong>(stream, header, name), v => Signed(v, name), header),
        "b1" => Wrap(Raw<byte>(stream, header, name), static v => v != 0, header),
        _ => throw new LaminaFormatException(
            $"{name}: Lamina reads booleans, integers and floats of NumPy; this array has the type"
            + $" '{header.Descr}'{Meaning(header.Descr)}."),
    };

    /// <summary>NumPy's name for a dtype, little-endian.</summary>
    public static string DescrOf(DType dtype) => dtype switch
    {
        DType.Float32 => "<f4",
        DType.Float64 => "<f8",
        DType.Int32 => "<i4",
        DType.Int64 => "<i8",
        DType.Bool => "|b1",
        DType.UInt8 => "|u1",
        DType.String => throw new DTypeMismatchException(
            "A .npy file holds numbers; it was given string.\n  hint: File.WriteAllLines keeps strings, one a line."),
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Not a dtype."),
    };

    /// <summary>Bytes an element takes in a file: the number behind its kind.</summary>
    public static int BytesOf(string descr) => int.Parse(TypeOf(descr).AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>The values of a tensor that is to be written.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static Array ValuesOf(Tensor tensor, string target)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return ConcreteValues.TryGet(tensor) ?? throw new InvalidOperationException(
            $"{target}: only tensors that have values can be written; this one is computed by {tensor.Op.Name}:"
            + $" {tensor}.\n  hint: compute it first and write the result.");
    }

    private static string TypeOf(string descr) =>
        descr.Length > 0 && descr[0] is '<' or '>' or '|' or '=' ? descr[1..] : descr;

    private static T[] Raw<T>(Stream stream, NpyHeader header, string name)
        where T : unmanaged
    {
        if (!BoundedReader.TryRead<T>(stream, header.Shape.Size, out var values, out var read))
        {
            throw new LaminaFormatException(
                $"{name}: the header states the shape {header.Shape} of type '{header.Descr}', which is"
                + $" {(long)header.Shape.Size * Unsafe.SizeOf<T>()} bytes; the file ends after {read}.");
        }

        if (header.Descr[0] == (BitConverter.IsLittleEndian ? '>' : '<'))
        {
            ElementBytes.ReverseBytes<T>(values);
        }

        return header.FortranOrder ? FortranOrder.ToRowMajor(values, header.Shape) : values;
    }

    private static Tensor Wrap<TFile, T>(TFile[] values, Converter<TFile, T> convert, NpyHeader header)
        where T : unmanaged => Tensor.Wrap(Array.ConvertAll(values, convert), header.Shape);

    private static long Signed(ulong value, string name) => value <= long.MaxValue
        ? (long)value
        : throw new LaminaFormatException(
            $"{name}: uint64 is read as int64, whose largest value is {long.MaxValue}; the array holds {value}.");

    private static string Meaning(string descr) => descr.AsSpan().TrimStart("<>|=") switch
    {
        ['O', ..] => " (Python objects, which could run code when read)",
        ['S' or 'U' or 'a', ..] => " (text)",
        ['c', ..] => " (complex numbers)",
        ['M' or 'm', ..] => " (dates or durations)",
        ['V', ..] => " (raw bytes)",
        ['f', ..] => " (a float of that many bytes)",
        _ => "",
    };
}
