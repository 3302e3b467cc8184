namespace Lamina.Formats.Hdf5;

/// <summary>The elements of a dataset or attribute, gathered from pieces of a file into the array of a tensor.</summary>
internal abstract class Elements(int bytes)
{
    /// <summary>The length of an element in the file.</summary>
    public int Bytes { get; } = bytes;

    /// <summary>Makes the array. Whoever calls this has found that the file can fill it.</summary>
    /// <param name="type">The type in the file.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="place">Whose they are.</param>
    /// <returns>Null where Lamina has no such type.</returns>
    public static Elements? TryCreate(DatatypeMessage type, int count, Hdf5Place place) => type.Kind switch
    {
        ElementKind.Int8 => new NumberElements<sbyte, int>(count, type, static v => v),
        ElementKind.Int16 => new NumberElements<short, int>(count, type, static v => v),
        ElementKind.Int32 => new NumberElements<int, int>(count, type, null),
        ElementKind.Int64 => new NumberElements<long, long>(count, type, null),
        ElementKind.UInt8 => new NumberElements<byte, byte>(count, type, null),
        ElementKind.UInt16 => new NumberElements<ushort, int>(count, type, static v => v),
        ElementKind.UInt32 => new NumberElements<uint, long>(count, type, static v => v),
        ElementKind.UInt64 => new NumberElements<ulong, long>(count, type, v => Signed(v, place)),
        ElementKind.Float16 => new NumberElements<Half, float>(count, type, static v => (float)v),
        ElementKind.BFloat16 => new NumberElements<ushort, float>(count, type, static v => BitConverter.Int32BitsToSingle(v << 16)),
        ElementKind.Float32 => new NumberElements<float, float>(count, type, null),
        ElementKind.Float64 => new NumberElements<double, double>(count, type, null),
        ElementKind.Bool => new NumberElements<byte, bool>(count, type, static v => v != 0),
        ElementKind.FixedText => new FixedTextElements(count, type),
        ElementKind.VariableText => new VariableTextElements(count, type, place),
        _ => null,
    };

    /// <summary>Takes elements as they lie in the file.</summary>
    /// <param name="raw">Their bytes.</param>
    /// <param name="at">The number of the first.</param>
    public abstract void Put(ReadOnlySpan<byte> raw, int at);

    /// <summary>Takes one element for all places.</summary>
    /// <param name="raw">Its bytes; none for the type's own zero.</param>
    public abstract void Fill(ReadOnlySpan<byte> raw);

    /// <summary>The texts; null where these are numbers.</summary>
    public virtual string[]? Texts => null;

    /// <summary>All as a tensor.</summary>
    public abstract Tensor ToTensor(Shape shape);

    private static long Signed(ulong value, Hdf5Place place) => value <= long.MaxValue ? (long)value : throw place.Error(
        $"uint64 is read as int64, whose largest value is {long.MaxValue}; the file has {value}.");
}
