using Lamina.Backends.Cpu;

namespace Lamina.Execution;

/// <summary>Brings a batch's rows from the data into a plan's memory, shared over the threads if it is large: rows in
/// random order come from far away, and two cores wait for memory side by side.</summary>
internal sealed unsafe class GatherStep : CpuStep
{
    // Some 16 KB a unit: below that one thread is done before another has noticed.
    private const int UnitElements = 4096;

    private RowSource? _source;
    private float* _to;
    private int* _rows;
    private int _start;
    private int _count;
    private int _rowsPerUnit;
    private DType _dtype;

    /// <summary>Copies rows by their numbers.</summary>
    public void Run(RowSource source, float* to, DType dtype, ReadOnlySpan<int> rows)
    {
        fixed (int* first = rows)
        {
            Run(source, to, dtype, first, 0, rows.Length);
        }
    }

    /// <summary>Copies neighbouring rows.</summary>
    public void Run(RowSource source, float* to, DType dtype, int start, int count) =>
        Run(source, to, dtype, null, start, count);

    /// <inheritdoc/>
    public override void Run(int unit, float* scratch)
    {
        var first = unit * _rowsPerUnit;
        var count = Math.Min(_rowsPerUnit, _count - first);
        var to = _to + ((long)first * _source!.Columns);
        if (_rows is null)
        {
            _source.CopyTo(to, _dtype, _start + first, count);
        }
        else
        {
            _source.CopyTo(to, _dtype, _rows + first, count);
        }
    }

    private void Run(RowSource source, float* to, DType dtype, int* rows, int start, int count)
    {
        (_source, _dtype, _start, _count) = (source, dtype, start, count);
        _to = to;
        _rows = rows;
        _rowsPerUnit = Math.Max(1, UnitElements / Math.Max(1, source.Columns));
        Units = (count + _rowsPerUnit - 1) / _rowsPerUnit;
        var pool = WorkerPool.Shared;
        if (Units > 1 && pool.TryEnter())
        {
            try
            {
                pool.Run(this, null, 0);
            }
            finally
            {
                pool.Exit();
            }

            return;
        }

        for (var unit = 0; unit < Units; unit++)
        {
            Run(unit, null);
        }
    }
}
