namespace Lamina.Data;

/// <summary>One tensor of many samples, row by row.</summary>
/// <param name="row">The shape of one sample's tensor.</param>
/// <param name="dtype">The type of its elements.</param>
internal abstract class Column(Shape row, DType dtype)
{
    /// <summary>The shape of one sample's tensor.</summary>
    public Shape Row { get; } = row;

    /// <summary>The type of the elements.</summary>
    public DType DType { get; } = dtype;

    /// <summary>Copies a row into an array of the dtype's element type, behind <paramref name="position"/> other rows.</summary>
    public abstract void Copy(int row, Array target, int position);

    /// <summary>The column of a tensor whose first axis counts samples.</summary>
    public static Column Of(Tensor tensor)
    {
        tensor = tensor.Evaluate();
        return Of(tensor, tensor.Shape[1..]);
    }

    /// <summary>The column of one sample's tensor.</summary>
    public static Column OfSample(Tensor tensor) => Of(tensor.Evaluate(), tensor.Shape);

    /// <summary>Room for the values of this column in some rows.</summary>
    public Array Allocate(int rows)
    {
        var size = checked(rows * Row.Size);
        return DType switch
        {
            DType.Float32 => GC.AllocateUninitializedArray<float>(size),
            DType.Float64 => GC.AllocateUninitializedArray<double>(size),
            DType.Int32 => GC.AllocateUninitializedArray<int>(size),
            DType.Int64 => GC.AllocateUninitializedArray<long>(size),
            DType.Bool => GC.AllocateUninitializedArray<bool>(size),
            DType.UInt8 => GC.AllocateUninitializedArray<byte>(size),
            DType.String => new string[size],
            _ => throw new InvalidOperationException($"{DType} is not a dtype."),
        };
    }

    private static Column Of(Tensor tensor, Shape row) => tensor.Data() switch
    {
        float[] values => new MemoryColumn<float>(values, row, tensor.DType),
        double[] values => new MemoryColumn<double>(values, row, tensor.DType),
        int[] values => new MemoryColumn<int>(values, row, tensor.DType),
        long[] values => new MemoryColumn<long>(values, row, tensor.DType),
        bool[] values => new MemoryColumn<bool>(values, row, tensor.DType),
        byte[] values => new MemoryColumn<byte>(values, row, tensor.DType),
        string[] values => new MemoryColumn<string>(values, row, tensor.DType),
        var other => throw new DTypeMismatchException($"No dtype is made of {other.GetType().GetElementType()}."),
    };
}

/// <summary>A column in memory.</summary>
internal sealed class MemoryColumn<T>(T[] values, Shape row, DType dtype) : Column(row, dtype)
{
    private readonly int _width = row.Size;

    public override void Copy(int row, Array target, int position) =>
        values.AsSpan(row * _width, _width).CopyTo(((T[])target).AsSpan(position * _width));
}
