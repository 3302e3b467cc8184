namespace Lamina.Formats.Hdf5.Writing;

/// <summary>Types of elements as files state them.</summary>
/// <remarks>Source: "HDF5 File Format Specification", version 3.0, section IV.A.2.d, The Datatype Message.</remarks>
internal static class DatatypeMessage
{
    /// <summary>The type of a tensor's elements; truth values as h5py has them, an enumeration of FALSE and TRUE.</summary>
    public static byte[] Of(DType dtype) => dtype switch
    {
        DType.Float32 => [0x11, 0x20, 0x1F, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0],
        DType.Float64 => [0x11, 0x20, 0x3F, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, 0xFF, 3, 0, 0],
        DType.Int32 => Integer(4, isSigned: true),
        DType.Int64 => Integer(8, isSigned: true),
        DType.UInt8 => Integer(1, isSigned: false),
        DType.Bool => [0x18, 2, 0, 0, 1, 0, 0, 0, .. Integer(1, isSigned: true), .. "FALSE\0\0\0TRUE\0\0\0\0"u8, 0, 1],
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Not a type of numbers."),
    };

    /// <summary>Texts of any length: sequences of bytes that stand for characters.</summary>
    public static byte[] VariableText(bool isUtf8) =>
        [0x19, 1, (byte)(isUtf8 ? 1 : 0), 0, TextHeap.ReferenceBytes, 0, 0, 0, .. Integer(1, isSigned: false)];

    /// <summary>Texts of one length, filled with zeros.</summary>
    public static byte[] FixedText(int length) =>
        [0x13, 1, 0, 0, (byte)length, (byte)(length >> 8), (byte)(length >> 16), (byte)(length >> 24)];

    private static byte[] Integer(byte bytes, bool isSigned) =>
        [0x10, (byte)(isSigned ? 8 : 0), 0, 0, bytes, 0, 0, 0, 0, 0, (byte)(8 * bytes), 0];
}
