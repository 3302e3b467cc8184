using Lamina.Ops;

namespace Lamina.Formats;

/// <summary>The values of a tensor that has them: given as an array, or one number at every place.</summary>
internal static class ConcreteValues
{
    /// <summary>The values as an array of the dtype's element type, row-major. Shared: do not change it.</summary>
    /// <returns>Null when the tensor is a formula that has not been computed.</returns>
    public static Array? TryGet(Tensor tensor) => tensor.Op switch
    {
        Constant constant => constant.Data,
        Fill fill => Expand(fill),
        _ => null,
    };

    private static Array Expand(Fill fill) => fill.Type.DType switch
    {
        DType.Float32 => Filled(fill, (float)fill.Value),
        DType.Float64 => Filled(fill, fill.Value),
        DType.Int32 => Filled(fill, (int)fill.Value),
        DType.Int64 => Filled(fill, (long)fill.Value),
        DType.Bool => Filled(fill, fill.Value != 0),
        DType.UInt8 => Filled(fill, (byte)fill.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(fill), fill.Type.DType, "Not a dtype."),
    };

    private static T[] Filled<T>(Fill fill, T value)
    {
        var values = new T[fill.Type.Shape.Size];
        values.AsSpan().Fill(value);
        return values;
    }
}
