using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Execution;

/// <summary>A tensor of given values, read row by row, a row being all behind the first axis.</summary>
internal sealed unsafe class RowSource
{
    private readonly Array _data;
    private readonly int _columns;

    public RowSource(Tensor tensor)
    {
        Tensor = tensor.Evaluate();
        _data = Tensor.Data();
        Rows = tensor.Shape[0];
        _columns = tensor.Shape[1..].Size;
    }

    public Tensor Tensor { get; }

    public int Rows { get; }

    /// <summary>Elements in a row.</summary>
    public int Columns => _columns;

    /// <summary>All values in double precision, for the interpreter; converted once.</summary>
    public double[] Doubles => field ??= (double[])NumberArrays.Convert(_data, typeof(double));

    /// <summary>Copies rows, converted to lanes of float32 or int32.</summary>
    public void CopyTo(float* to, DType dtype, int* rows, int count)
    {
        switch (_data)
        {
            case float[] x:
                Gather(x, rows, count, to, dtype);
                break;
            case byte[] x:
                Gather(x, rows, count, to, dtype);
                break;
            case int[] x:
                Gather(x, rows, count, to, dtype);
                break;
            case long[] x:
                Gather(x, rows, count, to, dtype);
                break;
            case double[] x:
                Gather(x, rows, count, to, dtype);
                break;
            case bool[] x:
                Gather(x, rows, count, to, dtype);
                break;
        }
    }

    /// <summary>Copies neighbouring rows, converted to lanes of float32 or int32.</summary>
    public void CopyTo(float* to, DType dtype, int start, int count)
    {
        switch (_data)
        {
            case float[] x:
                Convert(x, start, count, to, dtype);
                break;
            case byte[] x:
                Convert(x, start, count, to, dtype);
                break;
            case int[] x:
                Convert(x, start, count, to, dtype);
                break;
            case long[] x:
                Convert(x, start, count, to, dtype);
                break;
            case double[] x:
                Convert(x, start, count, to, dtype);
                break;
            case bool[] x:
                Convert(x, start, count, to, dtype);
                break;
        }
    }

    private void Gather<T>(T[] data, int* indices, int count, float* to, DType dtype)
        where T : unmanaged
    {
        fixed (T* from = data)
        {
            if (dtype.IsInteger)
            {
                Backends.Cpu.Kernels.Gather.RowsInt32(from, Rows, _columns, indices, count, (int*)to);
            }
            else
            {
                Backends.Cpu.Kernels.Gather.Rows(from, Rows, _columns, indices, count, to, CpuFeatures.Width);
            }
        }
    }

    private void Convert<T>(T[] data, int start, int count, float* to, DType dtype)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Rows);
        fixed (T* from = data)
        {
            var first = from + ((long)start * _columns);
            if (dtype.IsInteger)
            {
                Conversion.ToInt32(first, (int*)to, (nint)count * _columns);
            }
            else
            {
                Conversion.ToFloat(first, to, (nint)count * _columns, CpuFeatures.Width);
            }
        }
    }
}
