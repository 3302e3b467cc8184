namespace Lamina.Formats.SafeTensors;

/// <summary>A type of elements that the format knows.</summary>
/// <param name="Name">The format's word for it.</param>
/// <param name="Bits">How long an element is.</param>
/// <param name="Descr">NumPy's name for it; null where NumPy has none.</param>
internal sealed record SafeTensorsType(string Name, int Bits, string? Descr = null)
{
    public const string BFloat16 = "BF16";

    // In the order in which the reference implementation lays tensors down, from the last to the first.
    private static readonly SafeTensorsType[] Table =
    [
        new("BOOL", 8, "|b1"),
        new("F4", 4),
        new("F6_E2M3", 6),
        new("F6_E3M2", 6),
        new("U8", 8, "|u1"),
        new("I8", 8, "|i1"),
        new("F8_E5M2", 8),
        new("F8_E4M3", 8),
        new("F8_E8M0", 8),
        new("I16", 16, "<i2"),
        new("U16", 16, "<u2"),
        new("F16", 16, "<f2"),
        new(BFloat16, 16),
        new("I32", 32, "<i4"),
        new("U32", 32, "<u4"),
        new("F32", 32, "<f4"),
        new("C64", 64),
        new("F64", 64, "<f8"),
        new("I64", 64, "<i8"),
        new("U64", 64, "<u8"),
    ];

    /// <summary>Whether a tensor can hold its values.</summary>
    public bool IsReadable => Descr is not null || Name == BFloat16;

    /// <summary>The place in the order of files.</summary>
    public int Order => Array.IndexOf(Table, this);

    /// <summary>The words for what can be read, for messages.</summary>
    public static string Readable => string.Join(", ", Table.Where(type => type.IsReadable).Select(type => type.Name));

    /// <summary>The type of a name; null where the format has none of it.</summary>
    public static SafeTensorsType? TryGet(string name) => Array.Find(Table, type => type.Name == name);

    /// <summary>The type that a tensor is written as.</summary>
    /// <exception cref="DTypeMismatchException">It holds strings.</exception>
    public static SafeTensorsType Of(DType dtype) => TryGet(dtype switch
    {
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        DType.Int32 => "I32",
        DType.Int64 => "I64",
        DType.Bool => "BOOL",
        DType.UInt8 => "U8",
        DType.String => throw new DTypeMismatchException(
            "A .safetensors file holds numbers; it was given string.\n  hint: File.WriteAllLines keeps strings, one a line."),
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Not a dtype."),
    })!;

    /// <summary>The bytes that a tensor takes.</summary>
    /// <returns>Null when they are no whole number of bytes, or more than a file can have.</returns>
    public long? BytesOf(IReadOnlyList<long> axes)
    {
        if (axes.Contains(0))
        {
            return 0;
        }

        var bits = (Int128)Bits;
        foreach (var axis in axes)
        {
            bits *= axis;
            if (bits > (Int128)long.MaxValue * 8)
            {
                return null;
            }
        }

        return bits % 8 == 0 ? (long)(bits / 8) : null;
    }
}
