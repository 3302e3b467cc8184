using System.Runtime.InteropServices;
using Lamina.Formats.Numpy;

namespace Lamina.Data;

/// <summary>A column whose rows are read from a <c>.npy</c> file one by one.</summary>
internal sealed class NpyColumn : Column
{
    private readonly NpyRows _file;

    public NpyColumn(string path)
        : this(new NpyRows(path))
    {
    }

    private NpyColumn(NpyRows file)
        : base(file.Row, file.DType) => _file = file;

    public string Path => _file.Path;

    public int Rows => _file.Count;

    public override void Copy(int row, Array target, int position)
    {
        var width = Row.Size;
        var start = position * width;
        if (!_file.IsRaw)
        {
            Array.Copy(_file.Read(row).Data(), 0, target, start, width);
            return;
        }

        _file.Read(row, target switch
        {
            float[] values => Bytes(values),
            double[] values => Bytes(values),
            int[] values => Bytes(values),
            long[] values => Bytes(values),
            byte[] values => Bytes(values),
            _ => throw new ArgumentException($"A {target.GetType().Name} is not filled as it lies in a file.", nameof(target)),
        });

        Span<byte> Bytes<T>(T[] values)
            where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan(start, width));
    }
}
