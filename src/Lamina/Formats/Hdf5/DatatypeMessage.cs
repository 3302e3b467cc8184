namespace Lamina.Formats.Hdf5;

/// <summary>The type of a dataset's or attribute's elements.</summary>
/// <param name="Kind">What they are read as.</param>
/// <param name="Bytes">The length of an element.</param>
/// <param name="Name">What people call it.</param>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2.d.</remarks>
internal sealed record DatatypeMessage(ElementKind Kind, int Bytes, string Name)
{
    private const int MaxDepth = 16;
    private const int NullPadded = 1;
    private const int SpacePadded = 2;

    /// <summary>Whether the first byte of a number is the highest.</summary>
    public bool IsBigEndian { get; private init; }

    /// <summary>What fills up a text of fixed length; null where the first NUL ends it.</summary>
    public char? Padding { get; private init; }

    /// <summary>Reads it, of whatever type.</summary>
    public static DatatypeMessage Read(Hdf5Cursor cursor) => Read(cursor, 0);

    private static DatatypeMessage Read(Hdf5Cursor cursor, int depth)
    {
        if (depth > MaxDepth)
        {
            throw cursor.Error($"a datatype is made of others at most {MaxDepth} deep; this one is deeper.");
        }

        var start = cursor.Byte();
        var (type, version) = (start & 0x0F, start >> 4);
        var bits = (int)cursor.Unsigned(3);
        var stated = cursor.UInt32();
        if (stated is 0 or > int.MaxValue)
        {
            throw cursor.Error($"an element takes 1 to {int.MaxValue} bytes; the datatype says {stated} at byte {cursor.Position - 4}.");
        }

        var bytes = (int)stated;
        return type switch
        {
            0 => Integer(cursor, bits, bytes),
            1 => Float(cursor, bits, bytes),
            3 => new(ElementKind.FixedText, bytes, "string") { Padding = PaddingOf(bits) },
            6 => new(ElementKind.Other, bytes, IsComplex(cursor, bits & 0xFFFF) ? "complex" : "compound"),
            8 => Enumeration(cursor, version, bits & 0xFFFF, bytes, depth),
            9 when (bits & 0x0F) == 1 => new(ElementKind.VariableText, bytes, "string"),
            9 => new(ElementKind.Other, bytes, $"variable-length list of {Read(cursor, depth + 1).Name}"),
            10 => ArrayOf(cursor, version, bytes, depth),
            _ => new(ElementKind.Other, bytes, NameOf(type)),
        };
    }

    private static DatatypeMessage Integer(Hdf5Cursor cursor, int bits, int bytes)
    {
        var isSigned = (bits & 0x08) != 0;
        int offset = cursor.UInt16(), precision = cursor.UInt16();
        var kind = (bytes, isSigned) switch
        {
            (1, true) => ElementKind.Int8,
            (2, true) => ElementKind.Int16,
            (4, true) => ElementKind.Int32,
            (8, true) => ElementKind.Int64,
            (1, false) => ElementKind.UInt8,
            (2, false) => ElementKind.UInt16,
            (4, false) => ElementKind.UInt32,
            (8, false) => ElementKind.UInt64,
            _ => ElementKind.Other,
        };
        var isWhole = offset == 0 && precision == 8 * bytes;
        return Number(
            isWhole ? kind : ElementKind.Other,
            bytes,
            isWhole ? $"{(isSigned ? "int" : "uint")}{8 * bytes}" : $"integer of {precision} bits from bit {offset} of {bytes} bytes",
            (bits & 1) != 0);
    }

    private static DatatypeMessage Float(Hdf5Cursor cursor, int bits, int bytes)
    {
        int offset = cursor.UInt16(), precision = cursor.UInt16();
        int exponent = cursor.Byte(), exponentBits = cursor.Byte(), mantissa = cursor.Byte(), mantissaBits = cursor.Byte();
        var bias = cursor.UInt32();
        var isVax = (bits & 0x40) != 0;
        var isImplied = ((bits >> 4) & 3) == 2;
        var sign = (bits >> 8) & 0xFF;

        // An IEEE number: from the top the sign, the exponent, the mantissa without its leading 1.
        var isIeee = offset == 0 && precision == 8 * bytes && mantissa == 0 && exponent == mantissaBits && isImplied && !isVax
            && sign == exponent + exponentBits && sign == precision - 1 && bias == (1L << (exponentBits - 1)) - 1;
        var kind = (isIeee, bytes, exponentBits) switch
        {
            (true, 2, 5) => ElementKind.Float16,
            (true, 2, 8) => ElementKind.BFloat16,
            (true, 4, 8) => ElementKind.Float32,
            (true, 8, 11) => ElementKind.Float64,
            _ => ElementKind.Other,
        };
        var name = kind switch
        {
            ElementKind.BFloat16 => "bfloat16",
            ElementKind.Other => $"float of {precision} bits, {exponentBits} of them for the exponent,",
            _ => $"float{8 * bytes}",
        };
        return Number(kind, bytes, name, (bits & 1) != 0);
    }

    private static DatatypeMessage Number(ElementKind kind, int bytes, string name, bool isBigEndian) =>
        new(kind, bytes, isBigEndian && bytes > 1 ? $"{name} big-endian" : name) { IsBigEndian = isBigEndian };

    private static char? PaddingOf(int bits) => (bits & 0x0F) switch
    {
        NullPadded => '\0',
        SpacePadded => ' ',
        _ => null,
    };

    // h5py keeps NumPy's bool as an enumeration of FALSE and TRUE.
    private static DatatypeMessage Enumeration(Hdf5Cursor cursor, int version, int members, int bytes, int depth)
    {
        var number = Read(cursor, depth + 1);
        if (members != 2 || bytes != 1 || number.Kind is not (ElementKind.Int8 or ElementKind.UInt8))
        {
            return number with { Name = $"enum of {number.Name}" };
        }

        var (first, second) = (Name(), Name());
        int no = cursor.Byte(), yes = cursor.Byte();
        return (first, second, no, yes) is ("FALSE", "TRUE", 0, 1)
            ? new(ElementKind.Bool, bytes, "bool")
            : number with { Name = $"enum of {number.Name}" };

        string Name()
        {
            var start = cursor.Position;
            var name = cursor.TextUntilNul();
            cursor.Skip(version < 3 ? (start - cursor.Position) & 7 : 0);
            return name;
        }
    }

    // h5py keeps NumPy's complex numbers as a compound of r and i.
    private static bool IsComplex(Hdf5Cursor cursor, int members) => members == 2 && cursor.TextUntilNul() == "r";

    private static DatatypeMessage ArrayOf(Hdf5Cursor cursor, int version, int bytes, int depth)
    {
        var axes = new long[cursor.Byte()];
        cursor.Skip(version < 3 ? 3 : 0);
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = cursor.UInt32();
        }

        cursor.Skip(version < 3 ? 4 * axes.Length : 0);
        return new(ElementKind.Other, bytes, $"array [{string.Join(", ", axes)}] of {Read(cursor, depth + 1).Name}");
    }

    private static string NameOf(int type) => type switch
    {
        2 => "time",
        4 => "bit field",
        5 => "opaque",
        7 => "reference",
        11 => "complex",
        _ => $"datatype class {type}",
    };
}
