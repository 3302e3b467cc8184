namespace Lamina;

/// <summary>Arrays of the types that tensors are made of.</summary>
internal static class NumberArrays
{
    /// <summary>The .NET type of a dtype's elements.</summary>
    public static Type ElementType(DType dtype) => dtype switch
    {
        DType.Float32 => typeof(float),
        DType.Float64 => typeof(double),
        DType.Int32 => typeof(int),
        DType.Int64 => typeof(long),
        DType.Bool => typeof(bool),
        DType.String => typeof(string),
        _ => typeof(byte),
    };

    /// <summary>The array itself where it has the type already, else converted. Shared: do not change it.</summary>
    /// <exception cref="OverflowException">An integer does not fit the target type.</exception>
    public static Array As(Array values, Type type) => values.GetType().GetElementType() == type ? values : Convert(values, type);

    /// <summary>Converts as a cast does: floats are truncated to integers, numbers become bool by <c>x ≠ 0</c>.</summary>
    /// <exception cref="OverflowException">An integer does not fit the target type.</exception>
    public static Array Convert(Array from, Type to) => from switch
    {
        float[] x => Each(x, static a => a, to),
        double[] x => Each(x, static a => a, to),
        int[] x => Each(x, static a => a, to),
        long[] x => to == typeof(long) ? x : to == typeof(int) ? Array.ConvertAll(x, static a => checked((int)a)) : Each(x, static a => a, to),
        byte[] x => Each(x, static a => a, to),
        bool[] x => Each(x, static a => a ? 1.0 : 0.0, to),
        string[] => throw new DTypeMismatchException(
            $"Strings have no value as {to.Name}."
            + "\n  hint: ToStrings reads them; StringLookup, TextVectorization and Hashing make numbers of them."),
        _ => throw new DTypeMismatchException($"No dtype is made of {from.GetType().GetElementType()}."),
    };

    private static Array Each<T>(T[] from, Func<T, double> widen, Type to) => Type.GetTypeCode(to) switch
    {
        TypeCode.Single => Array.ConvertAll(from, x => (float)widen(x)),
        TypeCode.Double => Array.ConvertAll(from, x => widen(x)),
        TypeCode.Int32 => Array.ConvertAll(from, x => checked((int)widen(x))),
        TypeCode.Int64 => Array.ConvertAll(from, x => checked((long)widen(x))),
        TypeCode.Boolean => Array.ConvertAll(from, x => widen(x) != 0),
        TypeCode.Byte => Array.ConvertAll(from, x => checked((byte)widen(x))),
        _ => throw new DTypeMismatchException($"A tensor holds float, double, int, long, bool or byte; {to.Name} is none of them."),
    };
}
