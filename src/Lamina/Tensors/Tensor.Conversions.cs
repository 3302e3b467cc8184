using System.Runtime.InteropServices;
using Lamina.Ops;

namespace Lamina;

public sealed partial class Tensor
{
    /// <summary>A tensor of given values, row-major; they are copied.</summary>
    /// <typeparam name="T">float, double, int, long, bool or byte.</typeparam>
    /// <exception cref="ShapeMismatchException">The number of values is not the shape's size.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged => Wrap(values.ToArray(), shape);

    /// <summary>A vector of given values; they are copied.</summary>
    public static Tensor From<T>(params ReadOnlySpan<T> values)
        where T : unmanaged => Wrap(values.ToArray(), [values.Length]);

    /// <summary>A tensor over an array that the caller hands over and no longer changes; nothing is copied.</summary>
    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape)"/>
    public static Tensor Wrap<T>(T[] values, Shape shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!shape.IsKnown || shape.Size != values.Length)
        {
            throw Mismatch.Shapes($"A tensor of shape {shape} was given {values.Length} values.");
        }

        return new Constant(new TensorType(shape, DTypeOf(typeof(T))), values).Of();
    }

    /// <summary>A single number.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32) => Full(Shape.Scalar, value, dtype);

    /// <summary>The same number at every place.</summary>
    public static Tensor Full(Shape shape, double value, DType dtype = DType.Float32) =>
        new Fill(new TensorType(shape, dtype), value).Of();

    /// <summary>0 at every place.</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32) => Full(shape, 0, dtype);

    /// <summary>1 at every place.</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32) => Full(shape, 1, dtype);

    /// <summary>A vector.</summary>
    public static implicit operator Tensor(float[] values) => From<float>(values);

    /// <summary>A vector of double precision.</summary>
    public static implicit operator Tensor(double[] values) => From<double>(values);

    /// <summary>A vector of integers.</summary>
    public static implicit operator Tensor(int[] values) => From<int>(values);

    /// <summary>A vector of long integers.</summary>
    public static implicit operator Tensor(long[] values) => From<long>(values);

    /// <summary>A vector of bytes.</summary>
    public static implicit operator Tensor(byte[] values) => From<byte>(values);

    /// <summary>A vector of truth values.</summary>
    public static implicit operator Tensor(bool[] values) => From<bool>(values);

    /// <summary>A matrix: rows, columns.</summary>
    public static implicit operator Tensor(float[,] values) => FromRectangular<float>(values);

    /// <summary>A matrix of double precision: rows, columns.</summary>
    public static implicit operator Tensor(double[,] values) => FromRectangular<double>(values);

    /// <summary>A matrix of integers: rows, columns.</summary>
    public static implicit operator Tensor(int[,] values) => FromRectangular<int>(values);

    /// <summary>A tensor of three axes.</summary>
    public static implicit operator Tensor(float[,,] values) => FromRectangular<float>(values);

    /// <summary>A tensor of four axes.</summary>
    public static implicit operator Tensor(float[,,,] values) => FromRectangular<float>(values);

    /// <summary>A matrix of rows of equal length.</summary>
    /// <exception cref="ShapeMismatchException">A row has another length than the first.</exception>
    public static implicit operator Tensor(float[][] rows) => FromRows(rows);

    /// <summary>A matrix of rows of equal length, in double precision.</summary>
    /// <exception cref="ShapeMismatchException">A row has another length than the first.</exception>
    public static implicit operator Tensor(double[][] rows) => FromRows(rows);

    private static Tensor FromRectangular<T>(Array values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var axes = Enumerable.Range(0, values.Rank).Select(values.GetLength).ToArray();
        var flat = new T[values.Length];
        MemoryMarshal.CreateReadOnlySpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)),
            values.Length).CopyTo(flat);
        return Wrap(flat, Shape.Create(axes));
    }

    private static Tensor FromRows<T>(T[][] rows)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        var width = rows.Length == 0 ? 0 : rows[0].Length;
        var flat = new T[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != width)
            {
                throw Mismatch.Shapes($"Row {i} has {rows[i].Length} values; row 0 has {width}. Rows of a tensor are equally long.");
            }

            rows[i].CopyTo(flat, i * width);
        }

        return Wrap(flat, [rows.Length, width]);
    }

    private static DType DTypeOf(System.Type type) => System.Type.GetTypeCode(type) switch
    {
        TypeCode.Single => DType.Float32,
        TypeCode.Double => DType.Float64,
        TypeCode.Int32 => DType.Int32,
        TypeCode.Int64 => DType.Int64,
        TypeCode.Boolean => DType.Bool,
        TypeCode.Byte => DType.UInt8,
        _ => throw new DTypeMismatchException(
            $"A tensor holds float, double, int, long, bool or byte; {type.Name} is none of them. Convert the values first."),
    };
}
