namespace Lamina.Formats.Hdf5;

/// <summary>An array of a file.</summary>
internal abstract class Hdf5Dataset(string path) : Hdf5Object(path)
{
    /// <summary>The elements' type as people write it: <c>float32</c>, <c>int64 big-endian</c>, <c>string</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>The axes; none for a scalar.</summary>
    public abstract IReadOnlyList<long> Axes { get; }

    /// <summary>The values. Types that Lamina has not are widened: float16 to float32; int8, int16 and uint16 to int32;
    /// uint32 and uint64 to int64.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or a tensor cannot hold the values.</exception>
    public abstract Tensor Read();
}
